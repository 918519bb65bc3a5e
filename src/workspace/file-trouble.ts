import { UserError } from '../kernel/errors.ts';
import type { FileTroubleCode } from '../kernel/user-error-args.ts';

/** The system's own short name for what went wrong with a file: `EACCES`; undefined when it was no such error. */
export function troubleCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** True for "there is no such file or folder". */
export function isMissing(error: unknown): boolean {
  const code = troubleCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/**
 * Turns trouble with a file into an error that the person can mend, with the words of the system as `reason`.
 *
 * @returns the error itself when it did not come from the file system: then it is a bug of ours
 */
export function fileTrouble(code: FileTroubleCode, path: string, error: unknown): unknown {
  if (error instanceof UserError) return error;
  const system = troubleCode(error);
  if (system === undefined) return error;
  return new UserError(code, { path, reason: reasons[system] ?? system }, couldNotBeDone);
}

const couldNotBeDone = 2;

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'the system does not allow it',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'there is a folder where a file should be',
  ENOTDIR: 'there is a file where a folder should be',
  EEXIST: 'something else stands there already',
  ENOENT: 'the folder around it is gone',
  EBUSY: 'another program keeps it open',
  EMFILE: 'too many files are open',
  EIO: 'the disk reported an error',
};
