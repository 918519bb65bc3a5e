import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEmf } from '../../../src/telemetry/parse/emf.ts';
import { parseLogLines } from '../../../src/telemetry/parse/ndjson.ts';

function parse(...texts: string[]) {
  return parseEmf(
    parseLogLines(
      'orders',
      texts.map((text) => ({ text, atMs: 0 })),
    ),
  );
}

function odd(given: object): string[] {
  return parse(JSON.stringify(given)).oddities.map((oddity) => oddity.text);
}

/** A sound document, with parts replaced. */
function document(aws: object = {}, directive: object = {}, root: object = {}): object {
  return {
    Route: '/orders/:id',
    Latency: [12.5, 20],
    Errors: 1,
    ...root,
    _aws: {
      Timestamp: 1795392903792,
      CloudWatchMetrics: [
        {
          Namespace: 'Orders',
          Dimensions: [['Route'], []],
          Metrics: [
            { Name: 'Latency', Unit: 'Milliseconds' },
            { Name: 'Errors', StorageResolution: 1 },
          ],
          ...directive,
        },
      ],
      ...aws,
    },
  };
}

test('a sound document gives its metrics with values, units and dimensions', () => {
  const text = JSON.stringify(document());
  expect(parse('{"level":"info"}', text)).toEqual({
    metrics: [
      {
        namespace: 'Orders',
        name: 'Latency',
        unit: 'Milliseconds',
        values: [12.5, 20],
        dimensions: [['Route'], []],
        line: 2,
      },
      { namespace: 'Orders', name: 'Errors', unit: 'None', values: [1], dimensions: [['Route'], []], line: 2 },
    ],
    oddities: [],
  });
});

test('fields of a logger beside it do no harm', () => {
  expect(odd(document({}, {}, { level: 30, time: 1795392903792, msg: 'order placed' }))).toEqual([]);
});

test('lines that only speak of it are passed over', () => {
  expect(parse('{"msg":"use _aws"}', 'plain text')).toEqual({ metrics: [], oddities: [] });
});

const many = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

test.each([
  ['"_aws" is not an object', { _aws: 1 }],
  ['"Timestamp" is missing in "_aws"', document({ Timestamp: undefined })],
  ['"Timestamp" is not a whole number of milliseconds', document({ Timestamp: '2026-11-23T00:05:23Z' })],
  ['"Timestamp" is not a whole number of milliseconds', document({ Timestamp: 1795392903792.5 })],
  ['"Timestamp" is too small for milliseconds since 1970 (seconds?)', document({ Timestamp: 1795392903 })],
  ['"Timestamp" is too large for milliseconds since 1970', document({ Timestamp: 1795392903792000 })],
  ['"CloudWatchMetrics" in "_aws" is not a list', document({ CloudWatchMetrics: {} })],
  ['an entry of "CloudWatchMetrics" is not an object', document({ CloudWatchMetrics: [7] })],
  ['"Namespace" is not a text of 1 to 1024 characters', document({}, { Namespace: '' })],
  ['"Dimensions" is not a list of lists', document({}, { Dimensions: 'Route' })],
  [
    '"Dimensions" holds something that is not a list of names; write [["Route"]], not ["Route"]',
    document({}, { Dimensions: ['Route'] }),
  ],
  ['a set of 31 dimensions; at most 30 are allowed', document({}, { Dimensions: [many(31).map(String)] })],
  ['the dimension "Table" does not stand at the root', document({}, { Dimensions: [['Table']] })],
  ['the dimension "Errors" is not a text at the root', document({}, { Dimensions: [['Errors']] })],
  ['the dimension "Route" is empty at the root', document({}, {}, { Route: '' })],
  ['"Metrics" is not a list', document({}, { Metrics: {} })],
  ['an entry of "Metrics" has no "Name" of 1 to 1024 characters', document({}, { Metrics: [{ Unit: 'Count' }] })],
  ['an entry of "Metrics" has no "Name" of 1 to 1024 characters', document({}, { Metrics: ['Latency'] })],
  ['the metric "Errors" has an unknown unit "ms"', document({}, { Metrics: [{ Name: 'Errors', Unit: 'ms' }] })],
  [
    'the StorageResolution of "Errors" is neither 1 nor 60',
    document({}, { Metrics: [{ Name: 'Errors', StorageResolution: 10 }] }),
  ],
  ['the metric "Size" has no value at the root', document({}, { Metrics: [{ Name: 'Size' }] })],
  ['the metric "Route" is neither a number nor a list of numbers', document({}, { Metrics: [{ Name: 'Route' }] })],
  ['the metric "Latency" is neither a number nor a list of numbers', document({}, {}, { Latency: [1, '2'] })],
  ['the metric "Latency" has 101 values; at most 100 are allowed in a line', document({}, {}, { Latency: many(101) })],
  [
    '101 metrics in one directive; at most 100 are allowed',
    document({}, { Metrics: many(101).map(() => ({ Name: 'Errors' })) }),
  ],
])('%s', (oddity, given) => {
  expect(odd(given)).toEqual([oddity]);
});

describe('a document in the wrong place', () => {
  test('after other text is not read by CloudWatch', () => {
    const { metrics, oddities } = parse(`INFO ${JSON.stringify(document())}`);
    expect(metrics).toEqual([]);
    expect(oddities).toEqual([
      { line: 1, text: 'the line has "_aws" but is not one JSON object: nothing may stand before or after it' },
    ]);
  });

  test('inside another object is not read either', () => {
    expect(odd({ msg: document() })).toEqual(['"_aws" does not stand at the root of the object']);
  });
});

test('whatever stands under _aws gives values or oddities', () => {
  const any = fc.jsonValue({ maxDepth: 3 });
  const names = fc.constantFrom('Route', 'Errors', 'toString', '__proto__');
  const directive = fc.record({
    Namespace: fc.oneof(any, names),
    Dimensions: fc.oneof(any, fc.array(fc.array(names))),
    Metrics: fc.array(fc.oneof(any, fc.record({ Name: names, Unit: any }))),
  });
  const aws = fc.oneof(any, fc.record({ Timestamp: any, CloudWatchMetrics: fc.oneof(any, fc.array(directive)) }));
  fc.assert(
    fc.property(aws, (value) => {
      const { metrics, oddities } = parse(JSON.stringify({ Route: 'x', Errors: 1, _aws: value }));
      const numbers = metrics.flatMap((metric) => metric.values);
      expect(numbers.every(Number.isFinite)).toBe(true);
      expect(oddities.every((oddity) => oddity.line === 1)).toBe(true);
    }),
  );
});
