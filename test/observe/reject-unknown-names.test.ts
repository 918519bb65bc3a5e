import { describe, expect, it } from 'vitest';
import type { Plan, RunPlan } from '../../src/course/plan.ts';
import { observePlan } from './observe-program.ts';
import { rejectUnknownNames } from '../../src/observe/reject-unknown-names.ts';

const request = { name: 'r', method: 'GET', path: '/' } as const;

function plan(run: Partial<RunPlan>): Plan {
  return {
    programs: { orders: { entry: 'good-service.ts' }, kitchen: { entry: 'good-service.ts' } },
    stubs: { payport: { rules: [] } },
    runs: [{ name: 'one', programs: ['orders'], steps: [], ...run }],
  };
}

describe('a plan', () => {
  it('may name what its run starts', () => {
    const steps: RunPlan['steps'] = [
      {
        do: 'send',
        request: { ...request, program: 'orders', abort: { afterStubCalls: { stub: 'payport', calls: 1 } } },
      },
      { do: 'send-together', requests: [{ ...request, abort: { afterMs: 1 } }] },
      { do: 'until', observed: { stubCalls: 1, stub: 'payport' }, withinMs: 1 },
      { do: 'until', observed: { spans: 1 }, withinMs: 1 },
      { do: 'scrape', name: 's' },
    ];
    expect(() => rejectUnknownNames(plan({ steps }))).not.toThrow();
  });

  it.each<readonly [Partial<RunPlan>, string]>([
    [{ programs: ['oders'] }, 'the run "one" names a program that the plan does not have: oders'],
    [
      { steps: [{ do: 'begin', request: { ...request, program: 'oders' } }] },
      'program that the plan does not have: oders',
    ],
    [{ steps: [{ do: 'scrape', name: 's', program: 'kitchen' }] }, 'does not start the program it names: kitchen'],
    [{ steps: [{ do: 'until', observed: { exited: 'kitchen' }, withinMs: 1 }] }, 'does not start the program it names'],
    [{ steps: [{ do: 'script', stub: 'payprot', rules: [] }] }, 'names a stub that the plan does not have: payprot'],
    [{ steps: [{ do: 'until', observed: { stubCalls: 1, stub: 'x' }, withinMs: 1 }] }, 'names a stub'],
    [
      { steps: [{ do: 'send', request: { ...request, abort: { afterStubCalls: { stub: 'x', calls: 1 } } } }] },
      'names a stub',
    ],
  ])('that names anything else is a bug: %j', (run, message) => {
    expect(() => rejectUnknownNames(plan(run))).toThrow(message);
  });

  it('is rejected before anything is started', async () => {
    await expect(observePlan(plan({ programs: ['nobody'] }))).rejects.toThrow('nobody');
  });
});
