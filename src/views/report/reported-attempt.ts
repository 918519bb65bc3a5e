import type { CheckResult, Finding, Verdict, Words } from '../../course/verdict.ts';

/** An attempt with all the words that a reporter needs. */
export interface ReportedAttempt {
  readonly verdict: Verdict;
  readonly title: string;
  readonly words: (finding: Finding) => Words;
  /** The words for `verdict.problem`. */
  readonly problemWords?: Words | undefined;
  /** The learner's file that messages are about, relative to the repository they are read in. */
  readonly file?: string | undefined;
  /** Where the problem is, when it is in a file: `{ file: '07-request-logger/src/orders.ts', line: 12 }`. */
  readonly problemAt?: { readonly file: string; readonly line?: number | undefined } | undefined;
}

export interface ExplainedFailure {
  readonly check: CheckResult;
  readonly code: string;
  readonly words: Words;
}

/** The words for a failed check; a check that failed without a finding gets its title. */
export function explainFailure({ words }: ReportedAttempt, check: CheckResult): ExplainedFailure {
  if (check.finding !== undefined) return { check, code: check.finding.code, words: words(check.finding) };
  return { check, code: 'failed', words: { title: check.title, why: '', next: '' } };
}
