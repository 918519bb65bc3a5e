import { problemWords } from '../course/problem.ts';
import type { Verdict } from '../course/verdict.ts';
import type { Evidence, Problem } from '../telemetry/evidence.ts';
import { readSignals } from '../telemetry/signals.ts';
import { attemptSignalsView, type SignalKind } from '../views/terminal/attempt-signals.ts';
import { errorView } from '../views/terminal/error.ts';
import type { Look } from '../views/terminal/palette.ts';

/** Rows at most in each table: enough to see the pattern, few enough to read. */
const rowsShown = 40;

/** What an attempt saw, with the spots that its failed checks judged. */
export function signalLines(
  evidence: Evidence,
  verdict: Verdict | undefined,
  kind: SignalKind | undefined,
  look: Look,
  limit = rowsShown,
): string[] {
  const marks = (verdict?.checks ?? []).flatMap(({ title, finding }) =>
    finding?.at ? [{ at: finding.at, note: title }] : [],
  );
  return attemptSignalsView({ signals: readSignals(evidence), kind, marks, limit }, look);
}

/** Why an attempt saw nothing, or not all. */
export function problemLines(problem: Problem, look: Look): string[] {
  const { title, why, next } = problemWords(problem);
  return errorView({ kind: 'user', what: `${title} ${why}`, next }, look);
}
