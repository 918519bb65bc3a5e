import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { OTLPLogExporter as LogsAsJson } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as LogsAsProtobuf } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPMetricExporter as MetricsAsJson } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as MetricsAsProtobuf } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter as TracesAsJson } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as TracesAsProtobuf } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import {
  AggregationTemporality,
  AggregationType,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { describe, expect, test } from 'vitest';
import { decodeOtlp } from '../../../src/telemetry/parse/otlp-decode.ts';
import { readLogRecords, readMetrics, readSpans } from '../../../src/telemetry/parse/otlp-read.ts';
import { sentBy } from './otlp-senders.ts';

const resource = resourceFromAttributes({ 'service.name': 'orders', 'service.version': '1.2.3', pids: [1, 2] });

describe('spans of the real exporters', () => {
  async function sentSpans() {
    const exporter = new InMemorySpanExporter();
    const provider = new TracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor({ exporter })] });
    const tracer = provider.getTracer('orders', '2.0.0');
    const root = tracer.startSpan('POST /orders', { kind: SpanKind.SERVER, startTime: [1795392447, 541000000] });
    const other = { traceId: 'c'.repeat(32), spanId: 'd'.repeat(16), traceFlags: TraceFlags.SAMPLED };
    const child = tracer.startSpan(
      'pay – Ω',
      {
        kind: SpanKind.CLIENT,
        attributes: {
          n: 3,
          big: 9007199254740991,
          minus: -7,
          ratio: 0.25,
          ok: false,
          empty: '',
          zero: 0,
          list: ['a', 'b'],
        },
        links: [{ context: other, attributes: { why: 'retry' } }],
      },
      trace.setSpan(ROOT_CONTEXT, root),
    );
    child.addEvent('exception', { 'exception.type': 'Error' }, [1795392447, 600000001]);
    child.setStatus({ code: SpanStatusCode.ERROR, message: 'declined' });
    child.end();
    root.end();
    await provider.forceFlush();
    const spans = exporter.getFinishedSpans();
    return {
      json: await sentBy((url) => new TracesAsJson({ url }), spans),
      protobuf: await sentBy((url) => new TracesAsProtobuf({ url }), spans),
    };
  }

  test('are the same in JSON and in protobuf', async () => {
    const { json, protobuf } = await sentSpans();
    expect([json.contentType, protobuf.contentType]).toEqual(['application/json', 'application/x-protobuf']);
    const fromJson = decodeOtlp('traces', json.contentType, json.bytes);
    const fromProtobuf = decodeOtlp('traces', protobuf.contentType, protobuf.bytes);
    expect(fromJson.oddities).toEqual([]);
    expect(fromProtobuf).toEqual(fromJson);

    const { spans, oddities } = readSpans(fromProtobuf.body!);
    expect(oddities).toEqual([]);
    const root = spans.find((one) => one.name === 'POST /orders')!;
    expect(root).toMatchObject({ kind: 'server', startUnixNano: 1795392447541000000n, scope: 'orders' });
    expect(root.parentSpanId).toBeUndefined();
    expect(spans.find((one) => one.name === 'pay – Ω')).toMatchObject({
      traceId: root.traceId,
      parentSpanId: root.spanId,
      kind: 'client',
      attributes: {
        n: 3,
        big: 9007199254740991,
        minus: -7,
        ratio: 0.25,
        ok: false,
        empty: '',
        zero: 0,
        list: ['a', 'b'],
      },
      events: [{ name: 'exception', timeUnixNano: 1795392447600000001n, attributes: { 'exception.type': 'Error' } }],
      links: [{ traceId: 'c'.repeat(32), spanId: 'd'.repeat(16), attributes: { why: 'retry' } }],
      status: { code: 'error', message: 'declined' },
      resource: { 'service.name': 'orders', pids: [1, 2] },
    });
  });

  test('cut off anywhere give oddities, never an error', async () => {
    const { protobuf } = await sentSpans();
    let unreadable = 0;
    for (let length = 0; length < protobuf.bytes.length; length++) {
      const { body, oddities } = decodeOtlp('traces', 'application/x-protobuf', protobuf.bytes.subarray(0, length));
      if (body !== undefined) continue;
      unreadable++;
      expect(oddities.at(-1)).toMatch(/^truncated protobuf at byte \d+$/);
    }
    expect(unreadable).toBe(protobuf.bytes.length - 1);
  });
});

describe('metrics of the real exporters', () => {
  async function collected(temporality: AggregationTemporality) {
    const exporter = new InMemoryMetricExporter(temporality);
    const provider = new MeterProvider({
      resource,
      readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
      views: [{ instrumentName: 'sizes', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } }],
    });
    const meter = provider.getMeter('orders');
    const orders = meter.createCounter('orders', { unit: '{order}', description: 'Orders placed' });
    orders.add(2, { route: '/a' });
    orders.add(0.5, { route: '/b' });
    meter.createUpDownCounter('open').add(-3);
    meter.createGauge('depth').record(0);
    const seconds = meter.createHistogram('seconds', { unit: 's', advice: { explicitBucketBoundaries: [0.1, 1] } });
    for (const value of [0, 0.05, 0.5, 5]) seconds.record(value, { route: '/a' });
    for (const value of [0, 3, 700]) meter.createHistogram('sizes').record(value);
    await provider.forceFlush();
    orders.add(1, { route: '/a' });
    await provider.forceFlush();
    return exporter.getMetrics();
  }

  test.each([
    ['cumulative', AggregationTemporality.CUMULATIVE],
    ['delta', AggregationTemporality.DELTA],
  ] as const)('are the same in JSON and in protobuf: %s', async (temporality, kind) => {
    const bodies = [];
    for (const batch of await collected(kind)) {
      const json = await sentBy((url) => new MetricsAsJson({ url }), batch);
      const protobuf = await sentBy((url) => new MetricsAsProtobuf({ url }), batch);
      const fromJson = decodeOtlp('metrics', json.contentType, json.bytes);
      const fromProtobuf = decodeOtlp('metrics', protobuf.contentType, protobuf.bytes);
      expect(fromJson.oddities).toEqual([]);
      expect(fromProtobuf).toEqual(fromJson);
      bodies.push(fromProtobuf.body!);
    }
    expect(bodies).toHaveLength(2);
    const metrics = readMetrics(bodies);
    const named = (name: string) => metrics.filter((metric) => metric.name === name);
    expect(named('orders')).toMatchObject([
      {
        type: 'sum',
        temporality,
        isMonotonic: true,
        unit: '{order}',
        description: 'Orders placed',
        points: [
          { attributes: { route: '/a' }, value: 3 },
          { attributes: { route: '/b' }, value: 0.5 },
        ],
        resource: { 'service.name': 'orders' },
        scope: 'orders',
      },
    ]);
    expect(named('open')).toMatchObject([{ isMonotonic: false, points: [{ value: -3 }] }]);
    expect(named('depth')).toMatchObject([{ type: 'gauge', points: [{ value: 0 }] }]);
    expect(named('seconds')).toMatchObject([
      { type: 'histogram', points: [{ count: 4, sum: 5.55, bucketCounts: [2, 1, 1], explicitBounds: [0.1, 1] }] },
    ]);
    expect(named('sizes')).toMatchObject([{ type: 'exponential-histogram', points: [{ count: 3, sum: 703 }] }]);
  });
});

describe('log records of the real exporters', () => {
  test('are the same in JSON and in protobuf', async () => {
    const exporter = new InMemoryLogRecordExporter();
    const provider = new LoggerProvider({ resource, processors: [new SimpleLogRecordProcessor({ exporter })] });
    const logger = provider.getLogger('orders');
    const spanContext = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: TraceFlags.SAMPLED };
    logger.emit({
      severityNumber: 17,
      severityText: 'ERROR',
      eventName: 'payment.failed',
      body: { reason: 'declined', tries: [1, 2.5, null], raw: new Uint8Array([1, 2, 255]) },
      attributes: { deep: { er: true } },
      timestamp: [1795392447, 7],
      context: trace.setSpanContext(ROOT_CONTEXT, spanContext),
    });
    logger.emit({ body: '' });
    const records = exporter.getFinishedLogRecords();
    const json = await sentBy((url) => new LogsAsJson({ url }), records);
    const protobuf = await sentBy((url) => new LogsAsProtobuf({ url }), records);
    const fromJson = decodeOtlp('logs', json.contentType, json.bytes);
    const fromProtobuf = decodeOtlp('logs', protobuf.contentType, protobuf.bytes);
    expect(fromJson.oddities).toEqual([]);
    expect(fromProtobuf).toEqual(fromJson);

    const [first, second] = readLogRecords(fromProtobuf.body!, 5);
    expect(first).toMatchObject({
      index: 5,
      severityNumber: 17,
      severityText: 'ERROR',
      eventName: 'payment.failed',
      body: { reason: 'declined', tries: [1, 2.5, null], raw: 'AQL/' },
      attributes: { deep: { er: true } },
      timeUnixNano: 1795392447000000007n,
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      flags: 1,
    });
    expect(second).toMatchObject({ index: 6, severityNumber: 0, body: '' });
    expect(second!.traceId).toBeUndefined();
  });
});
