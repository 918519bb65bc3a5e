import type { Problem, RunEvidence } from '../telemetry/evidence.ts';
import { performStep } from './perform-step.ts';
import { setStage, type Stage, type StageSetting } from './stage.ts';
import { startPrograms } from './start-programs.ts';
import { stopPrograms } from './stop-programs.ts';

/**
 * Follows the plan of one run from the start of its programs to their end. Nothing of it is left when it resolves.
 * @returns what was observed, and why it could not be finished, if so
 */
export async function followPlan(setting: StageSetting): Promise<{ evidence: RunEvidence; problem?: Problem }> {
  await using stage = await setStage(setting);
  const { instruments } = stage.world;
  const facts = { run: stage.run.name };
  await startPrograms(stage);
  await instruments.span('drive', facts, () => performSteps(stage));
  await instruments.span('stop', facts, () => stopPrograms(stage));
  const { problem } = stage;
  return { evidence: stage.evidence(), ...(problem === undefined ? {} : { problem }) };
}

async function performSteps(stage: Stage): Promise<void> {
  const { name, steps } = stage.run;
  const begun: Promise<void>[] = [];
  for (const [index, step] of steps.entries()) {
    if (stage.over.aborted) break;
    stage.onProgress({ kind: 'step', run: name, step: index + 1, of: steps.length });
    await performStep(stage, step, begun);
  }
  await Promise.all(begun);
}
