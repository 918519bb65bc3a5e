import { expect, it } from 'vitest';
import type { Plan } from '../../src/course/plan.ts';
import { observePlan } from './observe-program.ts';
import { realWorld } from './real-world.ts';

it('where there are no signals, runs that send one are left out, and the evidence says so', async () => {
  const plan: Plan = {
    programs: { app: { entry: 'good-service.ts' } },
    runs: [
      { name: 'with', steps: [{ do: 'signal', signal: 'SIGTERM' }], mayEnd: true },
      { name: 'without', steps: [] },
    ],
  };
  const here = await observePlan(plan);
  expect(here.evidence.runs.map(({ name }) => name)).toEqual(['with', 'without']);
  expect(here.evidence.withoutSignals).toBeUndefined();
  const windows = await observePlan(plan, { world: realWorld({ platform: 'win32' }) });
  expect(windows.evidence.runs.map(({ name }) => name)).toEqual(['without']);
  expect(windows.evidence.withoutSignals).toBe(true);
});
