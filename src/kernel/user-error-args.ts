/** What is known about each thing that the person can mend. The words are in cli/user-errors.ts: one entry per code, or it does not compile. */
export type UserErrorArgs = {
  'wrong-usage': { message: string };
  'needs-answer': { question: string; argument: string };
  'unknown-lesson': { name: string; near: string[] };
  'lesson-not-begun': { number: number; slug: string };
  'not-passed-yet': { number: number; title: string };
  'not-passed-for-solution': { number: number };
  'no-attempt-yet': { number: number };
  'no-workspace': { cwd: string };
  'not-a-workspace': { path: string };
  'workspace-too-new': { path: string; format: number };
  'nothing-to-undo': { lesson: string };
  'unknown-reporter': { name: string };
  'unknown-shell': { name: string };
  'not-a-terminal': { command: string };
} & Record<FileTroubleCode, { path: string; reason: string }>;

/** Trouble with files; `reason` is the system's, in words. */
export type FileTroubleCode =
  | 'cannot-write'
  | 'journal-not-writable'
  | 'journal-not-readable'
  | 'backup-failed'
  | 'reset-unfinished'
  | 'undo-unfinished';

export type UserErrorCode = keyof UserErrorArgs;
