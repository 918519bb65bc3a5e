import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDatagrams } from '../../../src/telemetry/parse/dogstatsd.ts';
import { statsdTableView, type StatsdTableModel } from '../../../src/views/terminal/statsd-table.ts';
import { asFile, golden } from '../../golden.ts';
import { anyText, anyWidth } from '../any-text.ts';
import { noisyLines } from './noisy-lines.ts';

const metricsOf = (texts: readonly string[]): StatsdTableModel['metrics'] =>
  parseDatagrams(texts.map((text, index) => ({ atMs: index, text, sizeBytes: text.length }))).metrics;
const model: StatsdTableModel = {
  metrics: metricsOf([
    'orders.created:1|c|#env:test,service:orders',
    'orders.depth:+5|g',
    'orders.latency:12:30.5:7|d|@0.5|#route:/orders/_id,a_tag_without_value',
  ]),
  limit: 20,
  marks: [{ at: { signal: 'datagram', run: 'main', index: 2 }, note: 'a rate below 1' }],
};

test.each([40, 80, 120])('it looks as agreed at %i columns', (width) => {
  const picture = asFile(statsdTableView(model, { width, colour: false }));
  expect(picture).toBe(golden(`statsd-table-${width}.txt`, picture));
});

test('no metric is said in words', () => {
  expect(statsdTableView({ ...model, metrics: [] }, { width: 80, colour: false })).toEqual([
    '  No datagram with a metric was received.',
  ]);
});

test('a judged datagram is kept when others are left out', () => {
  const lines = statsdTableView({ ...model, limit: 1 }, { width: 80, colour: false });
  expect(lines[0]).toBe('  … 2 more');
  expect(lines[1]).toContain('> orders.latency');
});

test('any metrics stay in their columns', () => {
  fc.assert(
    fc.property(anyText, anyText, anyWidth, (name, value, width) => {
      const metrics = [{ ...model.metrics[0]!, name, values: [value], tags: { [name]: value } }];
      expect(noisyLines((look) => statsdTableView({ ...model, metrics }, look), width)).toEqual([]);
    }),
  );
});
