import type { Problem, RunEvidence } from '../telemetry/evidence.ts';
import { performStep } from './perform-step.ts';
import { setStage, type StageSetting } from './stage.ts';
import { startPrograms } from './start-programs.ts';
import { stopPrograms } from './stop-programs.ts';

/**
 * Follows the plan of one run from the start of its programs to their end. Nothing of it is left when it resolves.
 * @returns what was observed, and why it could not be finished, if so
 */
export async function followPlan(setting: StageSetting): Promise<{ evidence: RunEvidence; problem?: Problem }> {
  await using stage = await setStage(setting);
  await startPrograms(stage);
  const begun: Promise<void>[] = [];
  for (const [index, step] of stage.run.steps.entries()) {
    if (stage.over.aborted) break;
    setting.onProgress({ kind: 'step', run: stage.run.name, step: index + 1, of: stage.run.steps.length });
    await performStep(stage, step, begun);
  }
  await Promise.all(begun);
  await stopPrograms(stage);
  const { problem } = stage;
  return { evidence: stage.evidence(), ...(problem === undefined ? {} : { problem }) };
}
