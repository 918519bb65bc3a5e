import { beforeAll, describe, test } from 'vitest';
import { workerData, type MessagePort } from 'node:worker_threads';
import type { Lesson } from '../course/lesson.ts';
import type { Evidence } from '../telemetry/evidence.ts';
import { readSignals, type Signals } from '../telemetry/signals.ts';
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

/** The hidden checks of a lesson. Each check of the manifest must be there once: the runner counts them. */
export function describeLesson<const Id extends string, const T extends FindingTable>(
  lesson: Lesson<Id>,
  findings: T,
  body: (checks: LessonChecks<Id, T>) => void,
): void {
  describe(lesson.slug, () => {
    let signals: Signals;
    const passed = new Set<string>();
    beforeAll(async () => {
      signals = readSignals(await evidenceArrives());
    });
    body({
      fail: failFor(findings),
      check: (id, verify, after = []) => {
        test(id, (context) => {
          if (after.some((other) => !passed.has(other))) context.skip();
          try {
            verify(signals);
          } catch (thrown) {
            if (thrown instanceof FindingFailure) Object.assign(context.task.meta, { finding: thrown.finding });
            throw thrown;
          }
          passed.add(id);
        });
      },
    });
  });
}

/** The judge sends the evidence through a port of its own, so that Vitest can be ready before the program has ended. */
function evidenceArrives(): Promise<Evidence> {
  const { evidence: port } = workerData as { evidence: MessagePort };
  return new Promise((resolve, reject) => {
    port.once('message', (evidence: Evidence | undefined) => {
      port.close();
      if (evidence) resolve(evidence);
      else reject(new Error('there is no evidence to judge'));
    });
  });
}
