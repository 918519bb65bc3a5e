import type { Evidence } from './evidence.ts';
import { readRun, type RunSignals } from './run-signals.ts';
import { named } from './named.ts';

export type { RunSignals } from './run-signals.ts';

/** What an evidence means. Nothing is read before it is asked for, and nothing twice. */
export interface Signals {
  readonly evidence: Evidence;
  /** In the plan's order. */
  readonly runs: readonly RunSignals[];
  /**
   * @param name the first run when left out
   * @throws {RangeError} when there is no such run: a bug in a check, never the learner's fault
   */
  run(name?: string): RunSignals;
}

/** The same evidence gives the same signals: it is frozen, and 10,000 lines are not read again to draw them once more. */
export function readSignals(evidence: Evidence): Signals {
  const known = alreadyRead.get(evidence);
  if (known) return known;
  const runs = evidence.runs.map(readRun);
  const signals: Signals = { evidence, runs, run: (name) => named('run', runs, name ?? runs[0]?.name ?? 'first') };
  alreadyRead.set(evidence, signals);
  return signals;
}

const alreadyRead = new WeakMap<Evidence, Signals>();
