import { describe, expect, test } from 'vitest';
import type { Evidence, RunEvidence } from '../../../src/telemetry/evidence.ts';
import { readSignals } from '../../../src/telemetry/signals.ts';
import { attemptSignalsView, type SignalKind } from '../../../src/views/terminal/attempt-signals.ts';
import type { Remark } from '../../../src/views/terminal/remark.ts';
import { runOf } from '../../checks/hand-made.ts';
import { requestNamed, runOfSpans } from '../../checks/hand-made-traces.ts';

const metricsBody = {
  resourceMetrics: [
    { scopeMetrics: [{ metrics: [{ name: 'orders', sum: { isMonotonic: true, dataPoints: [{ asDouble: 3 }] } }] }] },
  ],
};
const logsBody = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: 'order placed' } }] }] }] };

/** A run in which everything was seen. */
function busyRun(name: string, traces = 1): RunEvidence {
  const spans = Array.from({ length: traces }, (_, index) => ({
    name: `POST /orders ${index}`,
    id: `span-${index}`,
    trace: `trace-${index}`,
    from: index * 10,
    to: index * 10 + 5,
  }));
  const { evidence } = runOfSpans(spans, [requestNamed('order-1')]);
  const sent = (path: string, body: NonNullable<RunEvidence['otlp'][number]['body']>): RunEvidence['otlp'][number] => ({
    ...evidence.otlp[0]!,
    path,
    body,
  });
  return {
    ...evidence,
    name,
    programs: runOf(['{"msg":"hello"}'], ['a warning', 'and another', 'and a third']).evidence.programs,
    scrapes: [{ name: 'after', program: 'orders', atMs: 9, status: 200, contentType: 'text/plain', body: 'up 1\n' }],
    datagrams: [{ atMs: 5, text: 'orders.created:1|c', sizeBytes: 18 }],
    otlp: [...evidence.otlp, sent('/v1/metrics', metricsBody), sent('/v1/logs', logsBody)],
  };
}

function picture(runs: readonly RunEvidence[], kind?: SignalKind, marks: readonly Remark[] = [], limit = 40): string {
  const evidence: Evidence = { format: 1, lesson: 'x', seed: 'a', startedAt: 0, durationMs: 1, runs };
  const model = { signals: readSignals(evidence), kind, marks, limit };
  return attemptSignalsView(model, { width: 100, colour: false }).join('\n');
}

function sections(text: string): string[] {
  return text.split('\n').filter((line) => /^(?!Trace )[A-Z/s]/.test(line));
}

describe('the signals of an attempt', () => {
  test('are shown kind by kind', () => {
    expect(sections(picture([busyRun('one start')]))).toEqual([
      'Logs',
      'stderr of orders',
      'Endings',
      'Log records (OTLP)',
      '/metrics, scrape "after"',
      'Metrics (OTLP)',
      'DogStatsD',
      'Traces',
      'HTTP',
    ]);
  });

  test.each<[SignalKind, readonly string[]]>([
    ['logs', ['Logs', 'stderr of orders', 'Endings', 'Log records (OTLP)']],
    ['metrics', ['/metrics, scrape "after"', 'Metrics (OTLP)', 'DogStatsD']],
    ['traces', ['Traces']],
    ['http', ['HTTP']],
  ])('are only those that were asked for: %s', (kind, titles) => {
    expect(sections(picture([busyRun('one start')], kind))).toEqual(titles);
  });

  test('are said to be none when there are none', () => {
    const quiet = { ...busyRun('quiet'), programs: [], requests: [], scrapes: [], otlp: [], datagrams: [] };
    expect(picture([quiet])).toBe('No signals were seen in this attempt.');
    expect(picture([quiet], 'traces')).toBe('No traces were seen in this attempt.');
  });

  test('are told apart by run, with what the plan put into its environment', () => {
    const programs = busyRun('x').programs.map((program) => ({
      ...program,
      env: { LOG_LEVEL: 'warn', PORT: '1', OTEL_X: 'y' },
    }));
    const text = picture([{ ...busyRun('loud'), programs }, busyRun('quiet')], 'logs');
    expect(text).toMatch(/^Run "loud" {2}LOG_LEVEL=warn$/m);
    expect(text).toMatch(/^Run "quiet"$/m);
  });

  test('are cut where there are more than one can read', () => {
    expect(picture([busyRun('x')], 'logs', [], 1)).toMatch(/a warning\n {2}… 2 more\n/);
    expect(picture([busyRun('x', 5)], 'traces')).toContain('… 2 more traces');
  });

  test('begin with the traces that were judged', () => {
    const run = busyRun('x', 5);
    const [span] = readSignals({
      format: 1,
      lesson: 'x',
      seed: 'a',
      startedAt: 0,
      durationMs: 1,
      runs: [run],
    }).runs[0]!.spans.slice(4);
    const at = { signal: 'span' as const, run: 'x', traceId: span!.traceId, spanId: span!.spanId };
    expect(picture([run], 'traces', [{ at, note: 'no parent' }])).toMatch(
      /^Traces\n[^]*?POST \/orders 4[^]*no parent[^]*POST \/orders 0/,
    );
  });
});
