import type { Samples } from './samples.ts';

/** One promise about speed. */
export interface Row {
  /** Part of it is what `--only` takes. */
  readonly name: string;
  readonly measure: () => Promise<Outcome>;
}

export interface Outcome {
  readonly ours: Samples;
  readonly against: readonly Comparison[];
}

/** Our time beside another one, or beside a limit. */
export interface Comparison {
  /** `node by hand`; for a plain limit what it is about. */
  readonly name: string;
  readonly baseline?: Samples;
  /** `times`: our median is so many of the baseline's. `more`: milliseconds above it. `ms`: our median itself. */
  readonly unit: 'times' | 'more' | 'ms';
  readonly figure: number;
  /** The target; absent where the comparison only helps to read the others. */
  readonly atMost?: number;
}

export function timesOf(name: string, ours: Samples, baseline: Samples, atMost?: number): Comparison {
  const limit = atMost === undefined ? {} : { atMost };
  return { name, baseline, unit: 'times', figure: ours.median / baseline.median, ...limit };
}

export function moreThan(name: string, ours: Samples, baseline: Samples, atMost: number): Comparison {
  return { name, baseline, unit: 'more', figure: ours.median - baseline.median, atMost };
}

export function inAll(name: string, ours: Samples, atMost: number): Comparison {
  return { name, unit: 'ms', figure: ours.median, atMost };
}

/** @returns undefined when nothing was promised */
export function isMet({ figure, atMost }: Comparison): boolean | undefined {
  return atMost === undefined ? undefined : figure <= atMost;
}
