import { describe, expect, test } from 'vitest';
import { counterDelta, counterRate, seriesDeltas } from '../../../src/telemetry/derive/rate.ts';
import { countSeries } from '../../../src/telemetry/derive/series.ts';
import type { Scrape } from '../../../src/telemetry/model.ts';
import { parsePrometheusText } from '../../../src/telemetry/parse/prometheus-text.ts';

function scrape(text: string): Scrape {
  return { name: 'now', contentType: '', status: 200, ...parsePrometheusText(text, '') };
}

describe('between two scrapes', () => {
  const before = scrape('c_total{a="1",b="x"} 5\nc_total{a="2",b="x"} 7\nother_total 100\n');
  const after = scrape('c_total{b="x",a="1"} 8\nc_total{b="x",a="2"} 2\nc_total{a="3",b="y"} 4\n');

  test('each series grows by itself: resets and new series count from 0', () => {
    expect(seriesDeltas(before, after, 'c_total')).toEqual([
      { labels: { a: '1', b: 'x' }, before: 5, after: 8, delta: 3, wasReset: false },
      { labels: { a: '2', b: 'x' }, before: 7, after: 2, delta: 2, wasReset: true },
      { labels: { a: '3', b: 'y' }, after: 4, delta: 4, wasReset: false },
    ]);
  });

  test('a counter grows by the sum of its series', () => {
    expect(counterDelta(before, after, 'c_total')).toBe(9);
    expect(counterDelta(before, after, 'c_total', { b: 'x' })).toBe(5);
    expect(counterDelta(before, after, 'c_total', { b: 'z' })).toBeUndefined();
    expect(counterDelta(before, after, 'missing_total')).toBeUndefined();
  });
});

describe('a rate', () => {
  test('is growth per second, with resets', () => {
    const points = [
      { atMs: 0, value: 10 },
      { atMs: 1000, value: 16 },
      { atMs: 2000, value: 4 },
    ];
    expect(counterRate(points)).toBe(5);
  });

  test('needs two points with time between them', () => {
    expect(counterRate([])).toBeUndefined();
    expect(counterRate([{ atMs: 0, value: 1 }])).toBeUndefined();
    expect(
      counterRate([
        { atMs: 0, value: 1 },
        { atMs: 0, value: 2 },
      ]),
    ).toBeUndefined();
  });
});

test('series are counted by family, the costliest first, with the labels that make them many', () => {
  const text = [
    'up 1',
    '# TYPE h histogram',
    ...['/a', '/b'].flatMap((route) => [
      `h_bucket{route="${route}",method="GET",le="1"} 1`,
      `h_bucket{route="${route}",method="GET",le="+Inf"} 1`,
      `h_sum{route="${route}",method="GET"} 1`,
      `h_count{route="${route}",method="GET"} 1`,
    ]),
    '',
  ].join('\n');
  expect(countSeries(scrape(text))).toEqual([
    {
      name: 'h',
      type: 'histogram',
      series: 8,
      combinations: 2,
      labels: [
        { name: 'route', values: 2 },
        { name: 'method', values: 1 },
      ],
    },
    { name: 'up', type: 'untyped', series: 1, combinations: 1, labels: [] },
  ]);
});
