import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketsOf, bucketsOfPoint } from '../../../src/telemetry/derive/buckets.ts';
import { explainQuantile, histogramQuantile, type Bucket } from '../../../src/telemetry/derive/quantile.ts';
import { parsePrometheusText } from '../../../src/telemetry/parse/prometheus-text.ts';

function buckets(...pairs: (readonly [number, number])[]): Bucket[] {
  return pairs.map(([upperBound, count]) => ({ upperBound, count }));
}

const requests = buckets([0.1, 50], [0.5, 90], [1, 100], [Infinity, 100]);

describe('a quantile', () => {
  test.each([
    [0.5, 0.1],
    [0.25, 0.05],
    [0.7, 0.3],
    [0.95, 0.75],
    [1, 1],
    [0, 0],
  ])('%d of known buckets is %d', (q, expected) => {
    expect(histogramQuantile(q, requests)).toBeCloseTo(expected, 12);
  });

  test('does not depend on the order of the buckets', () => {
    expect(histogramQuantile(0.7, requests.toReversed())).toBe(histogramQuantile(0.7, requests));
  });

  test('above the last bound is that bound: a histogram cannot know more', () => {
    expect(explainQuantile(0.99, buckets([1, 50], [Infinity, 100]))).toMatchObject({
      value: 1,
      rule: 'above-last-bound',
    });
  });

  test('in a first bucket that is not above 0 is its bound', () => {
    expect(explainQuantile(0.1, buckets([-5, 50], [1, 60], [Infinity, 60]))).toMatchObject({
      value: -5,
      rule: 'first-bound',
    });
  });

  test.each([
    ['nothing was observed', buckets([1, 0], [Infinity, 0])],
    ['there are no buckets', buckets()],
    ['the +Inf bucket is alone', buckets([Infinity, 3])],
    ['the +Inf bucket is missing', buckets([1, 3], [2, 4])],
    ['counts are not numbers', buckets([1, Number.NaN], [Infinity, Number.NaN])],
  ])('is unknown when %s', (_, given) => {
    expect(histogramQuantile(0.5, given)).toBeUndefined();
  });

  test('is unknown, as NaN is, for 0 when the first bucket is empty', () => {
    expect(histogramQuantile(0, buckets([1, 0], [2, 5], [Infinity, 5]))).toBeUndefined();
  });

  test('treats a count that falls as the one before, and adds up doubled bounds', () => {
    expect(histogramQuantile(0.5, buckets([1, 10], [2, 9], [Infinity, 10]))).toBe(0.5);
    expect(histogramQuantile(0.5, buckets([1, 4], [1, 4], [Infinity, 16]))).toBe(1);
  });

  test.each([-0.1, 1.1, Number.NaN])('of %d is a bug in the check', (q) => {
    expect(() => histogramQuantile(q, requests)).toThrow(RangeError);
  });

  test('lays its arithmetic open', () => {
    expect(explainQuantile(0.95, requests)).toEqual({
      value: 0.75,
      observations: 100,
      rank: 95,
      bucket: 2,
      lower: 0.5,
      upper: 1,
      below: 90,
      inside: 10,
      rule: 'interpolated',
    });
  });

  test('lies within its bucket and never falls as q rises', () => {
    const counts = fc.array(fc.nat(50), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(
        counts,
        fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
        (inside, qs) => {
          let total = 0;
          const given = inside.map((count, index) => ({
            upperBound: index === inside.length - 1 ? Infinity : index + 1,
            count: (total += count),
          }));
          const [low, high] = qs.toSorted((one, other) => one - other).map((q) => explainQuantile(q, given));
          const found = [low, high].filter((one) => one !== undefined);
          expect(found.every(({ value, lower, upper }) => lower <= value && value <= upper)).toBe(true);
          const isRising = low === undefined || high === undefined || low.value <= high.value + 1e-9;
          expect(isRising).toBe(true);
        },
      ),
    );
  });
});

describe('buckets', () => {
  const text = [
    '# TYPE h histogram',
    'h_bucket{route="/a",le="1"} 1',
    'h_bucket{route="/a",le="+Inf"} 2',
    'h_count{route="/a"} 2',
    'h_bucket{route="/b",le="1"} 3',
    'h_bucket{route="/b",le="+Inf"} 3',
    'h_bucket{route="/b",le="broken"} 3',
    'h_count{route="/b"} 3',
    '',
  ].join('\n');
  const family = parsePrometheusText(text, '').families[0]!;

  test('of a family are added up over its series', () => {
    expect(bucketsOf(family)).toEqual(buckets([1, 4], [Infinity, 5]));
  });

  test('of a family can be those of some labels', () => {
    expect(bucketsOf(family, { route: '/a' })).toEqual(buckets([1, 1], [Infinity, 2]));
  });

  test('of an OpenTelemetry point become cumulative', () => {
    const times = { attributes: {}, startUnixNano: 0n, timeUnixNano: 0n };
    expect(bucketsOfPoint({ ...times, bucketCounts: [1, 2, 3], explicitBounds: [5, 10] })).toEqual(
      buckets([5, 1], [10, 3], [Infinity, 6]),
    );
    expect(bucketsOfPoint(times)).toEqual([]);
  });
});
