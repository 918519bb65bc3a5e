import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OtelMetric, OtelPoint } from '../../../src/telemetry/model.ts';
import { otelMetricsView, type OtelMetricsModel } from '../../../src/views/terminal/otel-metrics.ts';
import { asFile, golden } from '../../golden.ts';
import { anyText, anyWidth } from '../any-text.ts';
import { noisyLines } from './noisy-lines.ts';

const metric = (name: string, more: Partial<OtelMetric>, points: readonly Partial<OtelPoint>[]): OtelMetric => ({
  name,
  description: '',
  unit: '',
  type: 'gauge',
  points: points.map((point) => ({ attributes: {}, startUnixNano: 0n, timeUnixNano: 0n, ...point })),
  resource: {},
  scope: 'app',
  ...more,
});
const model: OtelMetricsModel = {
  metrics: [
    metric(
      'orders.created',
      {
        type: 'sum',
        temporality: 'cumulative',
        isMonotonic: true,
        unit: '{order}',
        description: 'Orders that were accepted.',
      },
      [
        { attributes: { route: '/orders', 'order.kind': 'to go' }, value: 3 },
        { attributes: { route: '/orders', 'order.kind': 'table' }, value: 12 },
      ],
    ),
    metric('http.server.request.duration', { type: 'histogram', temporality: 'delta', unit: 's' }, [
      { count: 30, sum: 4.5, bucketCounts: [2, 20, 7, 1], explicitBounds: [0.01, 0.1, 0.5] },
    ]),
    metric('queue.depth', { type: 'sum', isMonotonic: false, temporality: 'cumulative' }, [{ value: 4 }, {}]),
  ],
  limit: 20,
  marks: [{ at: { signal: 'metric', run: 'main', metric: 'queue.depth' }, note: 'a gauge would say this better' }],
};

test.each([40, 80, 120])('it looks as agreed at %i columns', (width) => {
  const picture = asFile(otelMetricsView(model, { width, colour: false }));
  expect(picture).toBe(golden(`otel-metrics-${width}.txt`, picture));
});

test('of many points the first ones are shown', () => {
  const points = Array.from({ length: 9 }, (_, value) => ({ value }));
  expect(
    otelMetricsView({ ...model, metrics: [metric('a', {}, points)], limit: 2 }, { width: 80, colour: false }).at(-1),
  ).toBe('  … 7 more');
});

test('no metric is said in words', () => {
  expect(otelMetricsView({ ...model, metrics: [] }, { width: 80, colour: false })).toEqual([
    '  No metric was received.',
  ]);
});

test('any metrics stay in their columns', () => {
  fc.assert(
    fc.property(
      anyText,
      fc.double(),
      fc.array(fc.double()),
      fc.array(fc.double()),
      anyWidth,
      (text, value, bucketCounts, explicitBounds, width) => {
        const points = [
          { attributes: { [text]: text }, value },
          { count: value, sum: value, bucketCounts, explicitBounds },
        ];
        const metrics = [metric(text, { description: text, unit: text }, points)];
        expect(noisyLines((look) => otelMetricsView({ ...model, metrics }, look), width)).toEqual([]);
      },
    ),
  );
});
