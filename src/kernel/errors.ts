import type { UserErrorArgs, UserErrorCode } from './user-error-args.ts';

/**
 * Something the person at the keyboard can mend: no stack, always a next step. The words for each code live in one table
 * (cli/user-errors.ts). Anything else that is thrown is a bug of learn-obs.
 */
export class UserError<Code extends UserErrorCode = UserErrorCode> extends Error {
  override readonly name = 'UserError';
  readonly code: Code;
  readonly args: UserErrorArgs[Code];
  /** 64 for wrong usage (the default), 1 for "not there yet", 2 for "could not be done". */
  readonly exitCode: number;

  constructor(code: Code, args: UserErrorArgs[Code], exitCode = 64) {
    super(code);
    this.code = code;
    this.args = args;
    this.exitCode = exitCode;
  }
}
