import { beforeAll, describe, test } from 'vitest';
import { workerData, type MessagePort } from 'node:worker_threads';
import type { Lesson } from '../course/lesson.ts';
import type { Evidence } from '../telemetry/evidence.ts';
import { readSignals, type Signals } from '../telemetry/signals.ts';
import type { Finding } from '../course/verdict.ts';
import { failFor, FindingFailure, type Fail, type FindingTable } from './finding.ts';
import type { CommonFindings } from './explain.ts';

export interface LessonChecks<Id extends string, T extends FindingTable> {
  /**
   * Verify one promise of the manifest. It passes when `body` returns and fails when it calls `fail` or an expectation.
   * @param after checks without which this one would only confuse: it is skipped when one of them did not pass
   */
  readonly check: (id: Id, body: (signals: Signals) => void, after?: readonly Id[]) => void;
  readonly fail: Fail<T & CommonFindings>;
}

/** What one check said of one evidence. It travels to the judge in the meta of the check's Vitest task. */
export type Outcome =
  | { readonly state: 'passed' }
  | { readonly state: 'skipped'; readonly noSignals?: true }
  | { readonly state: 'failed'; readonly finding: Finding }
  /** The check itself crashed: our fault, never the learner's. */
  | { readonly state: 'crashed'; readonly error: string };

/**
 * The hidden checks of a lesson. Each check of the manifest must be there once: the runner counts them.
 * One run judges any number of evidences, each by itself.
 */
export function describeLesson<const Id extends string, const T extends FindingTable>(
  lesson: Lesson<Id>,
  findings: T,
  body: (checks: LessonChecks<Id, T>) => void,
): void {
  describe(lesson.slug, () => {
    let benches: readonly { readonly signals: Signals; readonly passed: Set<string> }[] = [];
    beforeAll(async () => {
      benches = (await evidenceArrives()).map((evidence) => ({ signals: readSignals(evidence), passed: new Set() }));
    });
    body({
      fail: failFor(findings),
      check: (id, verify, after = []) => {
        test(id, (context) => {
          const outcomes = benches.map(({ signals, passed }): Outcome => {
            const { withoutSignals } = signals.evidence;
            if (withoutSignals && lesson.needSignals?.includes(id)) return { state: 'skipped', noSignals: true };
            if (after.some((other) => !passed.has(other))) return { state: 'skipped' };
            const outcome = outcomeOf(() => verify(signals));
            if (outcome.state === 'passed') passed.add(id);
            return outcome;
          });
          Object.assign(context.task.meta, { outcomes });
        });
      },
    });
  });
}

function outcomeOf(verify: () => void): Outcome {
  try {
    verify();
    return { state: 'passed' };
  } catch (thrown) {
    if (thrown instanceof FindingFailure) return { state: 'failed', finding: thrown.finding };
    return { state: 'crashed', error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
  }
}

/** The judge sends the evidence through a port of its own, so that Vitest can be ready before the program has ended. */
function evidenceArrives(): Promise<readonly Evidence[]> {
  const { evidence: port } = workerData as { evidence: MessagePort };
  return new Promise((resolve, reject) => {
    port.once('message', (evidences: readonly Evidence[] | undefined) => {
      port.close();
      if (evidences) resolve(evidences);
      else reject(new Error('there is no evidence to judge'));
    });
  });
}
