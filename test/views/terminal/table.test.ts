import { expect, test } from 'vitest';
import { excerpt } from '../../../src/views/terminal/excerpt.ts';
import { lineText, plain } from '../../../src/views/terminal/line.ts';
import { progressBar } from '../../../src/views/terminal/progress-bar.ts';
import { tableLines } from '../../../src/views/terminal/table.ts';

const rows = [
  [[plain('a')], [plain('a long cell')], [plain('1')]],
  [[plain('日本')], [plain('b')], [plain('10')]],
];

test('cells are aligned by the columns they take', () => {
  const lines = tableLines(rows, [{}, {}, { align: 'right' }], 80).map(lineText);
  expect(lines).toEqual(['a     a long cell   1', '日本  b            10']);
});

test('only columns that shrink give way, the widest first', () => {
  const lines = tableLines(rows, [{}, { shrinks: true }, { align: 'right' }], 15).map(lineText);
  expect(lines).toEqual(['a     a lo…   1', '日本  b      10']);
});

test('a column may have a limit of its own', () => {
  const short = rows.map((row) => row.slice(0, 2));
  expect(tableLines(short, [{}, { atMost: 3 }], 80).map(lineText)).toEqual(['a     a …', '日本  b  ']);
});

test('an excerpt keeps what is marked, and says how much was left out where', () => {
  expect(excerpt([1, 2, 3, 4, 5, 6], 3, (one) => one === 5)).toEqual([
    { item: 1 },
    { item: 2 },
    { leftOut: 2 },
    { item: 5 },
    { leftOut: 1 },
  ]);
  const shown = excerpt(
    Array.from({ length: 20 }, (_, index) => index),
    8,
    () => false,
    2,
  );
  expect(shown.map((one) => ('item' in one ? one.item : '…'))).toEqual([0, 1, 2, 3, 4, 5, '…', 18, 19]);
});

test('a bar shows something for one, all for all, and nothing without columns', () => {
  expect(lineText(progressBar(1, 100, 4))).toBe('━───');
  expect(lineText(progressBar(7, 4, 4))).toBe('━━━━');
  expect(lineText(progressBar(0, 0, 4))).toBe('────');
  expect(lineText(progressBar(1, 2, -1))).toBe('');
});
