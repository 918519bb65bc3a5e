import { describe, expect, it } from 'vitest';
import type { Plan, Step } from '../../src/course/plan.ts';
import type { ObserveEvent } from '../../src/observe/observe.ts';
import { observePlan, observeProgram } from './observe-program.ts';
import { realWorld } from './real-world.ts';

const get = (name: string, path = '/'): Step => ({ do: 'send', request: { name, method: 'GET', path } });

describe('requests', () => {
  it('carry what the plan says, and the answers are kept', async () => {
    const { run } = await observeProgram({
      program: 'good-service',
      steps: [
        {
          do: 'send',
          request: {
            name: 'json',
            method: 'POST',
            path: '/orders?x=1',
            headers: { 'X-Team': 'noodle' },
            body: { sku: 'tofu' },
          },
        },
        { do: 'send', request: { name: 'text', method: 'PUT', path: '/raw', body: '{"half":' } },
        get('filled', '/orders/{json.id}/{json.nothing}/{nobody.id}'),
      ],
    });
    const [json, text, filled] = run.requests;
    expect(json).toMatchObject({ program: 'app', method: 'POST', body: '{"sku":"tofu"}' });
    expect(json?.headers).toMatchObject({ 'content-type': 'application/json', 'x-team': 'noodle' });
    expect(json?.outcome).toMatchObject({ kind: 'answered', headers: { 'content-type': 'application/json' } });
    expect(text?.body).toBe('{"half":');
    expect(text?.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(filled?.path).toBe('/orders/o-1/{json.nothing}/{nobody.id}');
    expect(json!.endedAtMs).toBeGreaterThan(json!.sentAtMs);
  });

  it('go out together, so many at once, and the evidence keeps the order of sending', async () => {
    const requests = Array.from({ length: 7 }, (_, n) => ({ name: `r-${n}`, method: 'GET' as const, path: '/slow' }));
    const { run } = await observeProgram({
      program: 'graceful-service',
      steps: [{ do: 'send-together', requests, atOnce: 3 }],
    });
    expect(run.requests.map((request) => request.name)).toEqual(requests.map((request) => request.name));
    const inFlight = run.requests.map(
      ({ sentAtMs }) => run.requests.filter((other) => other.sentAtMs <= sentAtMs && other.endedAtMs > sentAtMs).length,
    );
    expect(Math.max(...inFlight)).toBe(3);
  });

  it('may be begun and waited for later', async () => {
    const { run } = await observeProgram({
      program: 'graceful-service',
      steps: [
        { do: 'begin', request: { name: 'slow', method: 'GET', path: '/slow' } },
        get('quick', '/quick'),
        { do: 'settle' },
        get('last', '/last'),
      ],
    });
    const [slow, quick, last] = run.requests;
    expect(quick!.endedAtMs).toBeLessThan(slow!.endedAtMs);
    expect(last!.sentAtMs).toBeGreaterThanOrEqual(slow!.endedAtMs);
  });

  it('hang up after a time, run out of patience, or fail to connect', async () => {
    const { run } = await observeProgram({
      program: 'graceful-service',
      steps: [
        { do: 'send', request: { name: 'abort', method: 'GET', path: '/slow', abort: { afterMs: 30 } } },
        { do: 'send', request: { name: 'timeout', method: 'GET', path: '/slow', timeoutMs: 40 } },
        { do: 'send', request: { name: 'nobody', method: 'GET', path: '/', program: 'nobody' } },
        { do: 'send', request: { name: 'bad', method: 'GET', path: '/with space' } },
        { do: 'send', request: { name: 'late', method: 'GET', path: '/', abort: { afterMs: 5000 } } },
      ],
    });
    expect(run.requests.map((request) => request.outcome)).toMatchObject([
      { kind: 'aborted' },
      { kind: 'timed-out' },
      { kind: 'failed', error: 'ECONNREFUSED' },
      { kind: 'failed', error: 'ERR_UNESCAPED_CHARACTERS' },
      { kind: 'answered' },
    ]);
  });

  it('hang up once a stub was called', async () => {
    const { run } = await observeProgram({
      program: 'good-service',
      stubs: { kitchen: { rules: [{ answers: [{ hang: true }] }] } },
      steps: [
        {
          do: 'send',
          request: {
            name: 'order',
            method: 'POST',
            path: '/orders',
            body: {},
            abort: { afterStubCalls: { stub: 'kitchen', calls: 1 } },
          },
        },
      ],
    });
    expect(run.requests[0]?.outcome).toEqual({ kind: 'aborted' });
    expect(run.stubCalls).toHaveLength(1);
  });
});

describe('scrapes', () => {
  it('ask for the format the plan wants', async () => {
    const { run } = await observeProgram({
      program: 'prints-headers',
      steps: [
        { do: 'scrape', name: 'text' },
        { do: 'scrape', name: 'open', accept: 'openmetrics', path: '/other' },
      ],
    });
    expect(run.scrapes.map(({ name, body }) => [name, body])).toEqual([
      ['text', '/metrics text/plain;version=0.0.4'],
      ['open', '/other application/openmetrics-text;version=1.0.0'],
    ]);
    expect(run.requests).toEqual([]);
  });

  it('keep status 0 when nobody answers', async () => {
    const { run } = await observeProgram({
      program: 'graceful-service',
      steps: [{ do: 'scrape', name: 's', program: 'no' }],
    });
    expect(run.scrapes[0]).toMatchObject({ status: 0, body: '', contentType: '' });
  });
});

describe('waiting', () => {
  it('ends when the text, the lines or the end was seen, and says so', async () => {
    const { evidence, run, app, stdout } = await observeProgram({
      program: 'worker',
      listens: false,
      steps: [
        { do: 'until', observed: { stdoutContains: 'working', program: 'app' }, withinMs: 5000 },
        { do: 'until', observed: { stdoutLines: 1 }, withinMs: 5000 },
        { do: 'until', observed: { stdoutContains: 'what it never says' }, withinMs: 30 },
        { do: 'signal', signal: 'SIGTERM' },
        { do: 'until', observed: { exited: 'app' }, withinMs: 5000 },
        { do: 'until', observed: { stdoutLines: 99, program: 'app' }, withinMs: 5000 },
        { do: 'signal', signal: 'SIGTERM' },
      ],
    });
    expect(evidence.problem).toBeUndefined();
    expect(run.marks.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'met: saw "working" on the stdout of app',
      'met: saw 1 lines on the stdout',
      'not-met: gave up waiting for "what it never says" on the stdout',
      'signal: SIGTERM to app',
      'met: saw the end of app',
      'not-met: gave up waiting for 99 lines on the stdout of app',
      'signal: SIGTERM to app, which had ended before',
    ]);
    expect(stdout).toEqual(['working', 'told to end']);
    expect(app.exit).toMatchObject({ code: 0, reason: "ended by the plan's SIGTERM" });
    expect(evidence.durationMs).toBeLessThan(4000);
  });

  it('a signal of the plan lets a service end its work, and is not sent twice', async () => {
    const { evidence, run, stdout } = await observeProgram({
      program: 'graceful-service',
      steps: [
        { do: 'begin', request: { name: 'slow', method: 'GET', path: '/slow' } },
        { do: 'pause', durationMs: 50 },
        { do: 'signal', signal: 'SIGTERM' },
        { do: 'settle' },
      ],
    });
    expect(evidence.problem).toBeUndefined();
    expect(run.requests[0]?.outcome).toMatchObject({ kind: 'answered', body: '/slow' });
    expect(stdout).toEqual(['closing', 'closed']);
  });
});

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
      { name: 'third', programs: ['kitchen'], steps: [get('k')] },
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

  it('a plan that contradicts itself is a bug, and leaves nothing behind', async () => {
    const bad: Plan = {
      programs: { good: { entry: 'good-service.ts' } },
      runs: [
        { name: 'one', programs: ['good'], steps: [{ do: 'pause', durationMs: 10_000 }] },
        { name: 'two', programs: ['nobody'], steps: [] },
      ],
    };
    await expect(observePlan(bad)).rejects.toThrow('names a program that the plan does not have: nobody');
  });
});
