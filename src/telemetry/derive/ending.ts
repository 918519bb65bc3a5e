import type { ExitEvidence } from '../evidence.ts';

/** How a program ended, after "ended": `with exit code 1`, `by SIGTERM`. */
export function endingOf({ code, signal }: Pick<ExitEvidence, 'code' | 'signal'>): string {
  return code === null ? `by ${signal ?? 'a signal'}` : `with exit code ${code}`;
}
