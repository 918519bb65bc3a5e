import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLogLines } from '../../../src/telemetry/parse/ndjson.ts';
import { logTableView, type LogTableModel } from '../../../src/views/terminal/log-table.ts';
import { asFile, golden } from '../../golden.ts';
import { anyText, anyWidth } from '../any-text.ts';
import { noisyLines } from './noisy-lines.ts';

const linesOf = (program: string, texts: readonly string[]): LogTableModel['logs'] =>
  parseLogLines(
    program,
    texts.map((text, index) => ({ text, atMs: 400 + index })),
  );

const logs = linesOf('orders', [
  '{"level":"info","time":"2026-11-23T00:05:23.033Z","service":"orders","msg":"listening","port":3000}',
  '{"level":30,"time":1795392323040,"msg":"order placed","request_id":"r-1","items":[{"sku":"tofu","price":4.5}]}',
  'Server started on port 3000',
  '{"level":"error","time":"2026-11-23T00:05:23.050Z","msg":"payment failed","err":{"type":"Error","message":"card was declined"},"request_id":"r-2"}',
  '{"msg":"no level and no time"}',
  '{"level":"warn","level":"error","msg":"which one"}',
]);
const mark = (line: number): LogTableModel['marks'][number] => ({
  at: { signal: 'stdout', run: 'main', program: 'orders', line },
  note: 'no request_id on this line',
});
const model: LogTableModel = { logs, limit: 50, marks: [mark(1)] };

test.each([40, 80, 120])('it looks as agreed at %i columns', (width) => {
  const picture = asFile(logTableView(model, { width, colour: false }));
  expect(picture).toBe(golden(`log-table-${width}.txt`, picture));
});

test('of many lines the first ones are shown, and those that a check judged', () => {
  const many = linesOf(
    'orders',
    Array.from({ length: 10_000 }, (_, index) => `{"level":"info","msg":"line ${index + 1}"}`),
  );
  const lines = logTableView({ logs: many, limit: 3, marks: [mark(5000)] }, { width: 80, colour: false });
  expect(lines.map((line) => line.trim().replaceAll(/ +/gu, ' '))).toEqual([
    '1 +0.400 s info line 1',
    '2 +0.401 s info line 2',
    '… 4,997 more',
    '> 5000 +5.399 s info line 5000',
    '↑ no request_id on this line',
    '… 5,000 more',
  ]);
});

test('lines of several programs say whose they are', () => {
  const both = [...linesOf('kitchen', ['{"msg":"ready"}']), ...linesOf('orders', ['{"msg":"ready"}'])];
  const lines = logTableView({ logs: both, limit: 5, marks: [] }, { width: 80, colour: false });
  expect(lines[0]).toContain('kitchen');
  expect(lines[1]).toContain('orders');
});

test('no line at all is said in words', () => {
  expect(logTableView({ logs: [], limit: 5, marks: [] }, { width: 80, colour: false })).toEqual([
    '  Nothing was written to stdout.',
  ]);
});

test('a time that no clock can show is shown as the moment of arrival', () => {
  const lines = logTableView(
    { logs: [{ ...logs[0]!, timeMs: 1e300 }], limit: 5, marks: [] },
    { width: 80, colour: false },
  );
  expect(lines[0]).toContain('+0.400 s');
});

test('any lines stay in their columns', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(anyText, fc.json()), { minLength: 1, maxLength: 6 }),
      anyText,
      anyWidth,
      (texts, note, width) => {
        const marks = [{ ...mark(1), note }];
        expect(
          noisyLines((look) => logTableView({ logs: linesOf(note || 'orders', texts), limit: 4, marks }, look), width),
        ).toEqual([]);
        expect(
          noisyLines((look) => logTableView({ logs: linesOf('orders', texts), limit: 4, marks }, look), width),
        ).toEqual([]);
      },
    ),
  );
});
