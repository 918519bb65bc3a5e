/** What is known about each reason why an attempt could not be judged. Paths of files are relative to the lesson's folder. */
export type ProblemArgs = {
  /** `message` and `hint` are Node's own words; line and column count from 1. */
  'syntax-error': { file: string; line: number; column?: number; message: string; hint?: string };
  'unsupported-typescript': { file: string; line: number; what: 'enum' | 'parameter-property' | 'namespace' | 'other' };
  'missing-type-import': { file: string; line: number; name: string; module: string };
  /** `found` is the specifier that would work. */
  'missing-extension': { file: string; line: number; specifier: string; found: string };
  'missing-module': { file: string; line: number; specifier: string };
  'missing-entry': { entry: string };
  /** `openedInstead` is the port that the program opened, when it opened another. */
  'never-listened': { program: string; port: number; waitedMs: number; openedInstead?: number };
  'never-ended': { program: string; waitedMs: number };
  /** `stderr` holds the last lines; file and line lead into the learner's own code. */
  'ended-early': Ending & { program: string; stderr: string };
  /** `during` says what was being done: `POST /orders`. */
  crashed: { program: string; during: string; message: string; file?: string; line?: number };
  'port-taken': { program: string; port: number };
  'ignored-sigterm': { program: string; waitedMs: number };
  'output-too-large': { program: string; stream: 'stdout' | 'stderr'; limitBytes: number };
  'folder-gone': { folder: string };
  /** In words: `ctrl-c`, `a new save`. */
  interrupted: { reason: string };
  'checks-broken': { message: string };
  'no-checks-ran': Record<string, never>;
};

type Ending = { code: number | null; signal: string | null; file?: string; line?: number };

export type ProblemCode = keyof ProblemArgs;
