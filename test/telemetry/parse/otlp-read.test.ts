import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/kernel/json.ts';
import { readLogRecords, readMetrics, readSpans } from '../../../src/telemetry/parse/otlp-read.ts';

const traceId = '5b8efff798038103d269b633813fc60c';
const spanId = 'eee19b7ec3c1b174';
const sound = {
  traceId,
  spanId,
  name: 'work',
  startTimeUnixNano: '1795392447541000000',
  endTimeUnixNano: '1795392447542000000',
};

function spansOf(...spans: JsonObject[]) {
  return readSpans({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
}

describe('spans', () => {
  test('know their resource and scope', () => {
    const body = {
      resourceSpans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'orders' } }] },
          scopeSpans: [{ scope: { name: 'pay' }, spans: [sound] }, { spans: [sound] }],
        },
      ],
    };
    expect(readSpans(body).spans.map(({ resource, scope }) => [resource, scope])).toEqual([
      [{ 'service.name': 'orders' }, 'pay'],
      [{ 'service.name': 'orders' }, ''],
    ]);
  });

  test.each([undefined, null, '', '0000000000000000', 7])('without a parent are roots: %j', (parentSpanId) => {
    const { spans } = spansOf({ ...sound, parentSpanId: parentSpanId ?? null });
    expect(spans[0]!.parentSpanId).toBeUndefined();
  });

  test('may have ids in capital letters and numbers as numbers', () => {
    const { spans, oddities } = spansOf({
      ...sound,
      traceId: traceId.toUpperCase(),
      parentSpanId: 'ABCDEF0000000000',
      startTimeUnixNano: 1795392447541000000,
      kind: '3',
      traceState: 'a=1',
      flags: 257,
      status: { code: '2', message: 'no' },
    });
    expect(oddities).toEqual([]);
    expect(spans[0]).toMatchObject({
      traceId,
      parentSpanId: 'abcdef0000000000',
      startUnixNano: 1795392447541000000n,
      kind: 'client',
      traceState: 'a=1',
      flags: 257,
      status: { code: 'error', message: 'no' },
    });
  });

  test('with everything missing are still spans, and what is missing is said', () => {
    expect(spansOf({})).toEqual({
      spans: [
        {
          traceId: '',
          spanId: '',
          name: '',
          kind: 'unspecified',
          startUnixNano: 0n,
          endUnixNano: 0n,
          attributes: {},
          events: [],
          links: [],
          status: { code: 'unset' },
          flags: 0,
          resource: {},
          scope: '',
        },
      ],
      oddities: [
        'a span without a name',
        'a span without a name: the trace id "" is not 32 hexadecimal digits',
        'a span without a name: the span id "" is not 16 hexadecimal digits',
        'a span without a name has no start time',
      ],
    });
  });

  test('with ids in base64 are told so by name', () => {
    expect(spansOf({ ...sound, traceId: 'W47/95gDgQPSabYzgT/GDA==' }).oddities).toEqual([
      'span "work": the trace id "W47/95gDgQPSabYzgT/GDA==" is not 32 hexadecimal digits',
    ]);
  });

  test('have attributes of every kind', () => {
    const values: JsonObject[] = [
      { stringValue: '' },
      { boolValue: false },
      { intValue: '42' },
      { intValue: 42 },
      { intValue: '9223372036854775807' },
      { intValue: 'many' },
      { doubleValue: 0.5 },
      { doubleValue: 'NaN' },
      { bytesValue: 'AQL/' },
      { arrayValue: { values: [{ intValue: 1 }, {}] } },
      { kvlistValue: { values: [{ key: '__proto__', value: { stringValue: 'x' } }] } },
      {},
    ];
    const attributes = values.map((value, index) => ({ key: String(index), value }));
    expect(Object.values(spansOf({ ...sound, attributes }).spans[0]!.attributes)).toEqual([
      '',
      false,
      42,
      42,
      '9223372036854775807',
      'many',
      0.5,
      'NaN',
      'AQL/',
      [1, null],
      Object.fromEntries([['__proto__', 'x']]),
      null,
    ]);
  });
});

describe('log records', () => {
  test('are numbered over all bodies, and may lack everything', () => {
    const body = {
      resourceLogs: [{ scopeLogs: [{ logRecords: [{}, { severityNumber: '9', traceId: '0'.repeat(32) }] }] }],
    };
    const records = readLogRecords(body, 3);
    expect(records.map(({ index, severityNumber }) => [index, severityNumber])).toEqual([
      [3, 0],
      [4, 9],
    ]);
    expect(records[1]!.traceId).toBeUndefined();
    expect(records[0]!.body).toBeUndefined();
  });
});

describe('metrics', () => {
  const metric = (name: string, shape: JsonObject, resource = 'orders'): JsonObject => ({
    resourceMetrics: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: resource } }] },
        scopeMetrics: [{ metrics: [{ name, ...shape }] }],
      },
    ],
  });
  const sum = (value: number, aggregationTemporality: number, attribute = 'a'): JsonObject => ({
    sum: {
      aggregationTemporality,
      isMonotonic: true,
      dataPoints: [
        {
          attributes: [{ key: 'k', value: { stringValue: attribute } }],
          startTimeUnixNano: String(value),
          timeUnixNano: String(value + 1),
          asInt: String(value),
        },
      ],
    },
  });

  test('that repeat themselves are read from their last export', () => {
    const [only, ...others] = readMetrics([metric('m', sum(1, 2)), metric('m', sum(5, 2))]);
    expect(others).toEqual([]);
    expect(only!.points).toMatchObject([{ value: 5 }]);
  });

  test('of two programs or of two scopes stand apart', () => {
    expect(readMetrics([metric('m', sum(1, 2), 'orders'), metric('m', sum(2, 2), 'kitchen')])).toHaveLength(2);
  });

  test('split over one export keep all their points', () => {
    const body = {
      resourceMetrics: [sum(1, 2, 'a'), sum(2, 2, 'b')].map((shape) => ({
        scopeMetrics: [{ metrics: [{ name: 'm', ...shape }] }],
      })),
    };
    expect(readMetrics([body])[0]!.points.map((point) => point.value)).toEqual([1, 2]);
  });

  test('sent as deltas are added up, from the first start to the last time', () => {
    const [only] = readMetrics([metric('m', sum(3, 1)), metric('m', sum(9, 1, 'b')), metric('m', sum(5, 1))]);
    expect(only!.points).toEqual([
      { attributes: { k: 'a' }, startUnixNano: 3n, timeUnixNano: 6n, value: 8 },
      { attributes: { k: 'b' }, startUnixNano: 9n, timeUnixNano: 10n, value: 9 },
    ]);
  });

  test('sent as histogram deltas are added up bucket by bucket', () => {
    const histogram = (counts: number[], bounds: number[]): JsonObject => ({
      histogram: {
        aggregationTemporality: 1,
        dataPoints: [{ count: counts.length, sum: 1.5, bucketCounts: counts.map(String), explicitBounds: bounds }],
      },
    });
    const [only] = readMetrics([
      metric('m', histogram([1, 2], [5])),
      metric('m', histogram([3, 0], [5])),
      metric('m', histogram([1], [])),
    ]);
    expect(only!.points).toMatchObject([
      { count: 4, sum: 3, bucketCounts: [4, 2], explicitBounds: [5] },
      { count: 1, sum: 1.5, bucketCounts: [1], explicitBounds: [] },
    ]);
  });

  test('of a kind nobody knows are passed over, and odd numbers kept in place', () => {
    expect(readMetrics([metric('m', { picture: {} })])).toEqual([]);
    const [only] = readMetrics([metric('m', { histogram: { dataPoints: [{ bucketCounts: ['1', 'x', 2] }] } })]);
    expect(only).toMatchObject({ temporality: 'unspecified', points: [{ bucketCounts: [1, Number.NaN, 2] }] });
  });
});

test('any JSON in any place is read without an error', () => {
  const junk = fc.jsonValue({ maxDepth: 1 });
  const orJunk = (good: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 1, arbitrary: junk }, { weight: 4, arbitrary: good });
  const object = (parts: Record<string, fc.Arbitrary<unknown>>) =>
    orJunk(fc.record(parts, { requiredKeys: [], noNullPrototype: true }));
  const list = (item: fc.Arbitrary<unknown>) => orJunk(fc.array(item, { maxLength: 2 }));

  const value = object({
    stringValue: junk,
    intValue: junk,
    arrayValue: object({ values: list(object({ intValue: junk })) }),
  });
  const attributes = list(object({ key: junk, value }));
  const span = object({
    traceId: junk,
    kind: junk,
    startTimeUnixNano: junk,
    attributes,
    events: list(junk),
    status: junk,
  });
  const record = object({ severityNumber: junk, body: value, attributes });
  const points = object({
    aggregationTemporality: junk,
    dataPoints: list(object({ asInt: junk, bucketCounts: junk, attributes })),
  });
  const metric = object({ name: junk, sum: points, histogram: points });
  const inScopes = (scopes: string, items: string, item: fc.Arbitrary<unknown>) =>
    list(object({ resource: object({ attributes }), [scopes]: list(object({ scope: junk, [items]: list(item) })) }));
  const body = fc.record({
    resourceSpans: inScopes('scopeSpans', 'spans', span),
    resourceLogs: inScopes('scopeLogs', 'logRecords', record),
    resourceMetrics: inScopes('scopeMetrics', 'metrics', metric),
  });
  fc.assert(
    fc.property(body, (given) => {
      const received = JSON.parse(JSON.stringify(given)) as JsonObject;
      expect(Array.isArray(readSpans(received).spans)).toBe(true);
      expect(Array.isArray(readLogRecords(received, 0))).toBe(true);
      expect(Array.isArray(readMetrics([received, received]))).toBe(true);
    }),
  );
});
