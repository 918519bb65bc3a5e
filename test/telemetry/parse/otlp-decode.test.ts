import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/kernel/json.ts';
import { decodeOtlp } from '../../../src/telemetry/parse/otlp-decode.ts';
import { readLogRecords, readSpans } from '../../../src/telemetry/parse/otlp-read.ts';
import { tag, varint, withLength } from './protobuf-writer.ts';

const json = 'application/json';
const protobuf = 'application/x-protobuf';

function decodeText(text: string, signal: 'traces' | 'metrics' | 'logs' = 'traces') {
  return decodeOtlp(signal, json, new TextEncoder().encode(text));
}

function decodeBytes(bytes: readonly number[], signal: 'traces' | 'metrics' | 'logs' = 'traces') {
  return decodeOtlp(signal, protobuf, Uint8Array.from(bytes));
}

/** A traces request around one span, so that a test shows only what it is about. */
function oneSpan(span: JsonObject): JsonObject {
  return { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] };
}

describe('JSON', () => {
  test('is written as protobuf would have carried it', () => {
    const sent = oneSpan({
      traceId: 'ABCDEF00ABCDEF00ABCDEF00ABCDEF00',
      parentSpanId: '',
      name: 'a',
      kind: '2',
      startTimeUnixNano: 1795392447541000000,
      endTimeUnixNano: '01795392447541000001',
      events: [],
      links: null,
      droppedLinksCount: 0,
      status: { code: 0 },
      attributes: [
        { key: 'n', value: { intValue: 3 } },
        { key: 'zero', value: { intValue: '0' } },
        { key: 'x', value: { doubleValue: '1.5' } },
        { key: 'nan', value: { doubleValue: 'NaN' } },
        { key: 'nothing', value: {} },
      ],
    });
    expect(decodeText(JSON.stringify(sent))).toEqual({
      body: oneSpan({
        traceId: 'abcdef00abcdef00abcdef00abcdef00',
        name: 'a',
        kind: 2,
        startTimeUnixNano: '1795392447541000000',
        endTimeUnixNano: '1795392447541000001',
        attributes: [
          { key: 'n', value: { intValue: '3' } },
          { key: 'zero', value: { intValue: '0' } },
          { key: 'x', value: { doubleValue: 1.5 } },
          { key: 'nan', value: { doubleValue: 'NaN' } },
          { key: 'nothing', value: {} },
        ],
      }),
      oddities: [],
    });
  });

  test.each([
    ['', 'body is not JSON'],
    ['{', 'body is not JSON'],
    ['[]', 'body is JSON, but not an object'],
    ['{"resourceMetrics":[]}', 'ExportTraceServiceRequest has no field "resourceMetrics"'],
    ['{"resourceSpans":{}}', 'ExportTraceServiceRequest.resourceSpans is not a list'],
    ['{"resourceSpans":[1]}', 'ExportTraceServiceRequest.resourceSpans is not an object'],
  ])('that is wrong is said to be so: %s', (text, oddity) => {
    expect(decodeText(text).oddities).toEqual([oddity]);
  });

  test.each([
    [{ trace_id: 'a' }, 'Span has no field "trace_id"'],
    [{ name: 7 }, 'Span.name is not a text'],
    [{ traceId: 7 }, 'Span.traceId is not a text (hexadecimal)'],
    [{ kind: 'SPAN_KIND_SERVER' }, 'Span.kind is not a number (OTLP/JSON writes enums as numbers)'],
    [{ startTimeUnixNano: 1.5 }, 'Span.startTimeUnixNano is not a whole number'],
    [{ startTimeUnixNano: 'now' }, 'Span.startTimeUnixNano is not a whole number'],
    [{ flags: {} }, 'Span.flags is not a whole number'],
    [{ attributes: [{ key: 'a', value: { boolValue: 'yes' } }] }, 'AnyValue.boolValue is not true or false'],
    [{ attributes: [{ key: 'a', value: { doubleValue: ' ' } }] }, 'AnyValue.doubleValue is not a number'],
    [{ attributes: [{ key: 'a', value: { bytesValue: 1 } }] }, 'AnyValue.bytesValue is not a text (base64)'],
    [{ attributes: [{ key: 'a', value: 'text' }] }, 'KeyValue.value is not an object'],
  ])('with a wrong field keeps the others: %o', (span, oddity) => {
    const { body, oddities } = decodeText(JSON.stringify(oneSpan({ spanId: 'b7ad6b7169203331', ...span })));
    expect(oddities).toEqual([oddity]);
    expect(readSpans(body!).spans).toMatchObject([{ spanId: 'b7ad6b7169203331' }]);
  });

  test('with one mistake in every span says it once, and of many mistakes the first ones', () => {
    const spans = Array.from({ length: 100 }, (_, index) => ({ [`x${index}`]: 1, name: 5 }));
    const text = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
    const { oddities } = decodeText(text);
    expect(oddities).toHaveLength(21);
    expect(oddities.filter((oddity) => oddity === 'Span.name is not a text')).toHaveLength(1);
    expect(oddities.at(-1)).toBe('and 81 more of the kind');
  });
});

describe('a content type that is neither', () => {
  test('is named, and the body read as what it looks like', () => {
    const words = 'content-type "text/plain" is neither application/json nor application/x-protobuf';
    expect(decodeOtlp('traces', 'text/plain', new TextEncoder().encode('{}'))).toEqual({ body: {}, oddities: [words] });
    expect(decodeOtlp('traces', 'Text/Plain; charset=utf-8', Uint8Array.of())).toEqual({ body: {}, oddities: [words] });
  });

  test('is not said of parameters and of capital letters', () => {
    expect(decodeOtlp('logs', 'Application/JSON; charset=utf-8', new TextEncoder().encode('{}')).oddities).toEqual([]);
  });
});

describe('protobuf', () => {
  test('carries points that the JavaScript exporters never send', () => {
    const text = (number: number, value: string) => [
      ...tag(number, 2),
      ...withLength([...new TextEncoder().encode(value)]),
    ];
    const message = (number: number, ...parts: number[][]) => [...tag(number, 2), ...withLength(parts.flat())];
    const double = (number: number, value: number) => [
      ...tag(number, 1),
      ...new Uint8Array(Float64Array.of(value).buffer),
    ];
    const fixed64 = (number: number, value: bigint) => [
      ...tag(number, 1),
      ...new Uint8Array(BigInt64Array.of(value).buffer),
    ];
    const number = (field: number, value: bigint) => [...tag(field, 0), ...varint(value)];
    const id = (field: number, length: number) => [...tag(field, 2), ...withLength(Array<number>(length).fill(0xab))];

    const exemplar = message(5, fixed64(2, 9n), double(3, 0.5), id(4, 8), id(5, 16));
    const sum = message(7, message(1, fixed64(3, 7n), fixed64(6, -5n), exemplar), number(2, 2n), number(3, 1n));
    const quantiles = message(6, double(1, 0.99), double(2, 1.5));
    const summary = message(11, message(1, fixed64(4, 3n), double(5, 4.5), quantiles));
    const buckets = (field: number) =>
      message(field, number(1, 3n), [...tag(2, 2), ...withLength([...varint(1n), ...varint(300n)])]);
    const exponential = message(
      10,
      message(1, fixed64(4, 6n), number(6, 1n), fixed64(7, 2n), buckets(8), buckets(9), double(14, 0.001)),
    );
    const metrics = [
      message(2, text(1, 'a'), sum),
      message(2, text(1, 'b'), summary),
      message(2, text(1, 'c'), exponential, message(12, text(1, 'k'))),
    ];
    const { body, oddities } = decodeBytes(message(1, message(2, ...metrics)), 'metrics');
    expect(oddities).toEqual([]);
    expect(body).toEqual({
      resourceMetrics: [
        {
          scopeMetrics: [
            {
              metrics: [
                {
                  name: 'a',
                  sum: {
                    dataPoints: [
                      {
                        timeUnixNano: '7',
                        asInt: '-5',
                        exemplars: [
                          { timeUnixNano: '9', asDouble: 0.5, spanId: 'ab'.repeat(8), traceId: 'ab'.repeat(16) },
                        ],
                      },
                    ],
                    aggregationTemporality: 2,
                    isMonotonic: true,
                  },
                },
                {
                  name: 'b',
                  summary: { dataPoints: [{ count: '3', sum: 4.5, quantileValues: [{ quantile: 0.99, value: 1.5 }] }] },
                },
                {
                  name: 'c',
                  exponentialHistogram: {
                    dataPoints: [
                      {
                        count: '6',
                        scale: -1,
                        zeroCount: '2',
                        positive: { offset: -2, bucketCounts: ['1', '300'] },
                        negative: { offset: -2, bucketCounts: ['1', '300'] },
                        zeroThreshold: 0.001,
                      },
                    ],
                  },
                  metadata: [{ key: 'k' }],
                },
              ],
            },
          ],
        },
      ],
    });
  });

  test.each([
    ['ends in a tag', [0x80], 'truncated protobuf at byte 1'],
    ['ends in a length', [0x0a], 'truncated protobuf at byte 1'],
    ['is shorter than a length says', [0x0a, 0x05, 0x00], 'truncated protobuf at byte 2'],
    ['is shorter inside', [0x0a, 0x02, 0x12, 0x05], 'truncated protobuf at byte 4'],
    ['claims a length beyond all memory', [0x0a, ...varint(2n ** 63n)], 'truncated protobuf at byte 11'],
    ['has a number without end', Array<number>(20).fill(0xff), 'a number without end in protobuf at byte 0'],
    ['has field 0', [0x00, 0x01], 'not protobuf at byte 0'],
    ['has a group', [0x0b], 'not protobuf at byte 0'],
    ['has a field number too large', varint(2n ** 40n), 'not protobuf at byte 0'],
    ['is text', [...new TextEncoder().encode('hello')], 'not protobuf at byte 2'],
  ])('that %s cannot be read', (_, bytes, oddity) => {
    const { body, oddities } = decodeBytes(bytes);
    expect(body).toBeUndefined();
    expect(oddities.at(-1)).toMatch(oddity);
  });

  test('with unknown fields and wrong types is read without them', () => {
    const unknown = [...tag(9, 0), ...varint(300n), ...tag(10, 5), 1, 2, 3, 4, ...tag(11, 1), 1, 2, 3, 4, 5, 6, 7, 8];
    const wrong = [...tag(1, 0), 5, ...tag(12, 2), ...withLength([1, 2])];
    expect(decodeBytes([...unknown, ...wrong])).toEqual({
      body: {},
      oddities: [
        'ExportTraceServiceRequest has no field 9',
        'ExportTraceServiceRequest has no field 10',
        'ExportTraceServiceRequest has no field 11',
        'ExportTraceServiceRequest.resourceSpans has the wrong type',
        'ExportTraceServiceRequest has no field 12',
      ],
    });
  });
});

describe('values nested too deep', () => {
  const levels = 20_000;
  const nested = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":${'{"arrayValue":{"values":['.repeat(levels)}{}${']}}'.repeat(levels)}}]}]}]}`;

  test('are cut in JSON', () => {
    const { body, oddities } = decodeText(nested, 'logs');
    expect(oddities).toEqual(['nested deeper than 64 levels']);
    expect(readLogRecords(body!, 0)).toHaveLength(1);
  });

  test('are cut in protobuf', () => {
    let value: number[] = [];
    // Each level is an array value (5) with one value (1) in it.
    for (let level = 0; level < 200; level++)
      value = [...tag(5, 2), ...withLength([...tag(1, 2), ...withLength(value)])];
    const record = [...tag(2, 2), ...withLength([...tag(5, 2), ...withLength(value)])];
    const request = [...tag(1, 2), ...withLength([...tag(2, 2), ...withLength(record)])];
    const { body, oddities } = decodeBytes(request, 'logs');
    expect(oddities).toEqual(['nested deeper than 64 levels']);
    expect(readLogRecords(body!, 0)).toHaveLength(1);
  });
});
