import type { JsonObject } from '../kernel/json.ts';
import type { Problem } from '../telemetry/evidence.ts';
import type { Where } from '../telemetry/where.ts';

/** What a check found wrong: a code, the facts for its words, and the spot. Prose lives in tables of words only. */
export interface Finding {
  readonly code: string;
  readonly args: JsonObject;
  readonly at?: Where;
  /** What was seen there, quoted. */
  readonly saw?: Saw;
}

/** The learner's own line, sample or span, quoted, with a caret under the spot. */
export interface Saw {
  /** `line 3`, `scrape "after", line 12`, `span db.query`. */
  readonly label: string;
  /** One line or more, as the learner wrote it; long ones are cut around the spot. */
  readonly text: string;
  /** Columns (UTF-16) in one line of `text`, `to` excluded, and what is to be said of them. `line` counts from 0; the last line when left out. */
  readonly mark?: { readonly line?: number; readonly from: number; readonly to: number; readonly note: string };
}

export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly finding?: Finding;
  /** Skipped, without harm, because it needs signals and this machine has none. */
  readonly noSignals?: true;
}

/** The outcome of one attempt. */
export interface Verdict {
  /** Slug. */
  readonly lesson: string;
  readonly number: number;
  readonly verdict: 'pass' | 'fail' | 'could-not-check';
  readonly seed: string;
  readonly durationMs: number;
  readonly checks: readonly CheckResult[];
  readonly problem?: Problem;
}

/** The words for a finding or a problem, as the learner reads them: what was seen and looked for, why it matters, the next step. */
export interface Words {
  readonly title: string;
  readonly why: string;
  readonly next: string;
}
