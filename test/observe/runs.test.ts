import { describe, expect, it } from 'vitest';
import { programSlots } from '../../src/observe/program-slots.ts';
import type { Plan } from '../../src/course/plan.ts';
import type { ObserveEvent } from '../../src/observe/observe.ts';
import { observePlan } from './observe-program.ts';
import { realWorld } from './real-world.ts';

describe('several programs and runs', () => {
  const plan: Plan = {
    programs: {
      kitchen: { entry: 'good-service.ts' },
      orders: { entry: 'good-service.ts', env: { FROM_PROGRAM: 'p', WHO: 'program' } },
      report: { entry: 'prints-env.ts', listens: false },
    },
    stubs: { 'pay-port': { rules: [] } },
    runs: [
      {
        name: 'both',
        programs: ['kitchen', 'orders'],
        steps: [{ do: 'send', request: { name: 'o', method: 'POST', path: '/o', body: {} } }],
      },
      { name: 'report', programs: ['kitchen', 'report'], env: { WHO: 'run' }, steps: [] },
      {
        name: 'third',
        programs: ['kitchen'],
        steps: [{ do: 'send', request: { name: 'k', method: 'GET', path: '/' } }],
      },
    ],
  };

  it('each run has its own, in the order of the plan', async () => {
    const events: ObserveEvent[] = [];
    const { evidence } = await observePlan(plan, { onProgress: (event) => events.push(event) });
    expect(evidence.problem).toBeUndefined();
    expect(evidence.runs.map((run) => run.name)).toEqual(['both', 'report', 'third']);
    const [both] = evidence.runs;
    expect(both?.programs.map((program) => program.name)).toEqual(['kitchen', 'orders']);
    const [kitchen, orders] = both!.programs;
    expect(orders!.startedAtMs).toBeGreaterThan(kitchen!.readyAtMs!);
    expect(orders!.exit.atMs).toBeLessThan(kitchen!.exit.atMs);
    // The request went to the last program, which called the first.
    expect(both?.requests[0]?.program).toBe('orders');
    expect(kitchen!.stdout.lines[0]?.text).toContain('/cook');
    expect(events.filter((event) => event.run === 'both').map((event) => event.kind)).toEqual([
      'run-started',
      'ready',
      'ready',
      'step',
      'run-ended',
    ]);
  });

  it('a run that has only to wait lets the next one begin', async () => {
    const slow: Plan = {
      programs: { app: { entry: 'good-service.ts' } },
      runs: [
        { name: 'waits', steps: [{ do: 'until', observed: { spans: 1 }, withinMs: 1500 }] },
        { name: 'works', steps: [] },
      ],
    };
    const { evidence } = await observePlan(slow, { programs: programSlots(1) });
    const [waits, works] = evidence.runs;
    expect(works!.startedAtMs).toBeGreaterThan(waits!.programs[0]!.readyAtMs!);
    expect(works!.startedAtMs).toBeLessThan(waits!.endedAtMs);
  });

  it("a program's environment is what the plan and the course say, and little of the machine", async () => {
    const { evidence } = await observePlan(plan, {
      compileCacheDir: '/tmp/learn-obs-test-cache',
      world: realWorld({
        env: {
          ...process.env,
          NODE_OPTIONS: '--no-warnings',
          LOG_LEVEL: 'trace',
          OTEL_SDK_DISABLED: 'true',
          DD_ENV: 'x',
          AWS_REGION: 'y',
          PORT: '1',
        },
      }),
    });
    const report = evidence.runs[1]!.programs[1]!;
    const env = JSON.parse(report.stdout.lines[0]!.text) as Record<string, string>;
    const kitchenPort = evidence.runs[1]!.programs[0]!.port;
    expect(env).toMatchObject({
      PATH: process.env['PATH'],
      WHO: 'run',
      NO_COLOR: '1',
      KITCHEN_URL: `http://127.0.0.1:${kitchenPort}`,
      PAY_PORT_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      OTEL_BSP_SCHEDULE_DELAY: '100',
      DD_AGENT_HOST: '127.0.0.1',
      NODE_COMPILE_CACHE: '/tmp/learn-obs-test-cache',
    });
    for (const name of [
      'NODE_OPTIONS',
      'LOG_LEVEL',
      'OTEL_SDK_DISABLED',
      'DD_ENV',
      'AWS_REGION',
      'PORT',
      'REPORT_URL',
      'ORDERS_URL',
    ]) {
      expect(env).not.toHaveProperty(name);
    }
    expect(report.env).not.toHaveProperty('PATH');
    // Node's own news about experiments are silenced, real warnings are not.
    expect(report.stderr.lines.map((line) => line.text).join('\n')).toMatch(/DeprecationWarning: mind the rice/);
    expect(report.stderr.lines.map((line) => line.text).join('\n')).not.toMatch(/ExperimentalWarning/);
  });

  it('when one cannot go on the others are not begun', async () => {
    const broken: Plan = {
      programs: { app: { entry: 'enum.ts' }, good: { entry: 'good-service.ts' } },
      runs: [
        { name: 'one', programs: ['good'], steps: [{ do: 'pause', durationMs: 10_000 }] },
        { name: 'two', programs: ['app'], steps: [] },
        { name: 'three', programs: ['good'], steps: [] },
      ],
    };
    const { evidence } = await observePlan(broken);
    expect(evidence.problem?.code).toBe('unsupported-typescript');
    expect(evidence.runs.map((run) => run.name)).toEqual(['one', 'two']);
    expect(evidence.durationMs).toBeLessThan(3000);
  });
});
