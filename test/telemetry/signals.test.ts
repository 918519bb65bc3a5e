import { describe, expect, test } from 'vitest';
import type { Evidence, RunEvidence } from '../../src/telemetry/evidence.ts';
import { readSignals } from '../../src/telemetry/signals.ts';

const emptyRun: RunEvidence = {
  name: 'first',
  startedAtMs: 0,
  endedAtMs: 100,
  programs: [],
  requests: [],
  scrapes: [],
  stubCalls: [],
  otlp: [],
  datagrams: [],
  marks: [],
};

function program(name: string, lines: readonly (readonly [number, string])[]) {
  return {
    name,
    entry: `src/${name}.ts`,
    pid: 1,
    env: {},
    startedAtMs: 0,
    stdout: { lines: lines.map(([atMs, text]) => ({ atMs, text })), droppedBytes: 0 },
    stderr: { lines: [], droppedBytes: 0 },
    exit: { code: 0, signal: null, atMs: 100, reason: 'ended by itself' },
  };
}

function otlp(path: string, body: object | undefined, oddities: readonly string[] = []) {
  const frame = { atMs: 1, path, contentType: 'application/json', encoding: '', oddities, userAgent: '' };
  return body === undefined ? frame : { ...frame, body: structuredClone(body) as Record<string, string> };
}

function evidenceOf(...runs: Partial<RunEvidence>[]): Evidence {
  return {
    format: 1,
    lesson: 'request-logger',
    seed: 'abc',
    startedAt: 1795392903792,
    durationMs: 100,
    runs: runs.map((run) => ({ ...emptyRun, ...run })),
  };
}

describe('runs', () => {
  const signals = readSignals(evidenceOf({ name: 'quiet' }, { name: 'LOG_LEVEL=debug' }));

  test('are found by name, the first one without', () => {
    expect(signals.run().name).toBe('quiet');
    expect(signals.run('LOG_LEVEL=debug').evidence.name).toBe('LOG_LEVEL=debug');
    expect(signals.runs.map((run) => run.name)).toEqual(['quiet', 'LOG_LEVEL=debug']);
  });

  test('that do not exist are answered with the names of those that do', () => {
    expect(() => signals.run('loud')).toThrow('no run "loud" in the evidence; there is "quiet", "LOG_LEVEL=debug"');
    expect(() => readSignals(evidenceOf()).run()).toThrow('there is none');
  });
});

describe('the parts of a run', () => {
  const request = {
    name: 'order-1',
    program: 'orders',
    method: 'POST',
    path: '/orders',
    headers: {},
    body: '',
    sentAtMs: 1,
    endedAtMs: 2,
    outcome: { kind: 'aborted' },
  } as const;
  const call = { stub: 'payport', method: 'POST', path: '/', headers: {}, body: '', atMs: 1, answer: '201' };
  const span = {
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    name: 'work',
    startTimeUnixNano: '1',
    endTimeUnixNano: '2',
  };
  const spanBody = { resourceSpans: [{ scopeSpans: [{ spans: [span, { ...span, spanId: 'bad' }] }] }] };
  const logBody = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ severityNumber: 9 }] }] }] };
  const metricBody = {
    resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'm', gauge: { dataPoints: [{ asInt: 1 }] } }] }] }],
  };
  const emf = {
    _aws: {
      Timestamp: 1795392903792,
      CloudWatchMetrics: [{ Namespace: 'Orders', Dimensions: [[]], Metrics: [{ Name: 'Errors' }] }],
    },
    Errors: 1,
  };
  const run = readSignals(
    evidenceOf({
      programs: [
        program('kitchen', [
          [2, '{"n":2}'],
          [4, '{"n":4}'],
        ]),
        program('orders', [
          [1, '{"n":1}'],
          [3, JSON.stringify(emf)],
        ]),
      ],
      requests: [request],
      scrapes: [{ name: 'after', program: 'orders', atMs: 1, status: 200, contentType: 'text/plain', body: 'up 1\n' }],
      stubCalls: [call, { ...call, stub: 'mail' }],
      otlp: [
        otlp('/v1/traces', spanBody),
        otlp('/', spanBody),
        otlp('/v1/traces', undefined, ['body is not JSON']),
        otlp('/v1/logs', logBody),
        otlp('/v1/logs', logBody),
        otlp('/v1/metrics', metricBody),
      ],
      datagrams: [
        { atMs: 1, text: 'orders:1|c', sizeBytes: 10 },
        { atMs: 1, text: '_e{1,1}:a|b\n_sc|db|0\njunk', sizeBytes: 10 },
      ],
    }),
  ).run();

  test('are lines of all programs in the order of arrival, or of one', () => {
    expect(run.logs.map((line) => [line.program, line.line])).toEqual([
      ['orders', 1],
      ['kitchen', 1],
      ['orders', 2],
      ['kitchen', 2],
    ]);
    expect(run.logsOf('kitchen').map((line) => line.fields)).toEqual([{ n: 2 }, { n: 4 }]);
  });

  test('are programs, requests, scrapes and stub calls', () => {
    expect(run.program('orders').entry).toBe('src/orders.ts');
    expect(run.request('order-1')).toBe(run.requests[0]);
    expect(run.scrape('after')).toMatchObject({ status: 200, families: [{ name: 'up' }], oddities: [] });
    expect(run.stubCalls()).toHaveLength(2);
    expect(run.stubCalls('mail').map((one) => one.stub)).toEqual(['mail']);
  });

  test('are spans and traces, but only those sent to the right path', () => {
    expect(run.spans).toHaveLength(2);
    expect(run.traces).toMatchObject([{ spanCount: 2 }]);
    expect(run.otlpOddities).toEqual([
      'body is not JSON',
      'span "work": the span id "bad" is not 16 hexadecimal digits',
    ]);
  });

  test('are log records numbered over all bodies, and metrics', () => {
    expect(run.logRecords.map((record) => record.index)).toEqual([0, 1]);
    expect(run.otelMetrics).toMatchObject([{ name: 'm', points: [{ value: 1 }] }]);
  });

  test('are what came by UDP and by EMF', () => {
    expect(run.statsd).toMatchObject([{ name: 'orders', datagram: 0 }]);
    expect(run.statsdEvents).toHaveLength(1);
    expect(run.statsdServiceChecks).toHaveLength(1);
    expect(run.statsdOddities).toMatchObject([{ line: 2 }]);
    expect(run.emf).toMatchObject([{ name: 'Errors', line: 2 }]);
    expect(run.emfOddities).toEqual([]);
  });

  test('are read once', () => {
    expect(run.logs).toBe(run.logs);
    expect(run.traces).toBe(run.traces);
    expect(run.scrapes).toBe(run.scrapes);
  });

  test.each([
    ['program', () => run.program('cook')],
    ['program', () => run.logsOf('cook')],
    ['request', () => run.request('cook')],
    ['scrape', () => run.scrape('cook')],
  ])('asked for by a wrong name say which there are: %s', (what, ask) => {
    expect(ask).toThrow(new RegExp(`^no ${what} "cook" in the evidence; there is "\\w`));
  });
});

test('nothing is read before it is asked for', () => {
  const broken = {
    get lines(): never {
      throw new Error('stdout was read');
    },
    droppedBytes: 0,
  };
  const run = readSignals(evidenceOf({ programs: [{ ...program('orders', []), stdout: broken }] })).run();
  expect(run.spans).toEqual([]);
  expect(() => run.logs).toThrow('stdout was read');
});
