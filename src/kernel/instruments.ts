/**
 * How learn-obs watches itself at work. Carried by the World, so that whoever works can say what they do without loading
 * anything; switched off unless the person asks for it (src/instruments).
 *
 * Facts and labels are names, codes, counts and times. What a learner wrote, and what their programs print, is never among them.
 */
export interface Instruments {
  /**
   * Does a piece of work and keeps how long it took and what it was a part of. Its result or its error passes through.
   *
   * @param work is given a function that adds facts which are known only later
   */
  span<T>(name: SpanName, facts: Facts, work: (note: (facts: Facts) => void) => Promise<T>): Promise<T>;
  /** Says that something happened, in few fixed words: `journal append`. What differs each time is in the facts. */
  log(level: LogLevel, event: string, facts: Facts): void;
  count<Name extends keyof CounterLabels>(name: Name, labels: CounterLabels[Name]): void;
  observe<Name extends keyof HistogramLabels>(name: Name, seconds: number, labels: HistogramLabels[Name]): void;
  /** The state folder of the workspace (absolute), once it is known: files that are kept are kept there. */
  keepIn(stateDir: string): void;
}

/** Parts of the way from a save to a verdict. */
type SpanName =
  /** One lesson of `learn-obs verify`: the attempt, keeping it, drawing it. */
  | 'verify'
  /** The learner's programs driven once and judged. */
  | 'attempt'
  /** The learner's programs driven without judging. */
  | 'run'
  /** A lesson's files laid out. */
  | 'scaffold'
  /** A program's process started. */
  | 'start'
  /** From the start of a process to the first connection it takes. */
  | 'ready'
  /** The steps of a run. */
  | 'drive'
  /** A run's programs ended. */
  | 'stop'
  /** From complete evidence to the outcome of the checks. */
  | 'judge'
  /** A verdict made into a picture. */
  | 'draw';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Lower-case words, joined by `_`. Keys with the value undefined are left out. */
export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

/** What is counted, with its labels. */
export interface CounterLabels {
  readonly attempts: { readonly lesson: string; readonly verdict: string };
}

/** Whose duration in seconds is kept as a distribution, with its labels. */
export interface HistogramLabels {
  readonly 'attempt.duration': { readonly lesson: string; readonly verdict: string };
  /** Kept by `span` itself. */
  readonly 'span.duration': { readonly span: SpanName };
}

/** Switched off: the work is done and nothing else. */
export const noInstruments: Instruments = {
  span: (_name, _facts, work) => work(ignore),
  log: ignore,
  count: ignore,
  observe: ignore,
  keepIn: ignore,
};

function ignore(): void {}
