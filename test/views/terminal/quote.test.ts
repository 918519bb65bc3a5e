import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import type { Saw } from '../../../src/course/verdict.ts';
import { paint } from '../../../src/views/terminal/paint.ts';
import { quoteLines } from '../../../src/views/terminal/quote.ts';

const quoted = (saw: Saw, width: number): string[] => paint(quoteLines(saw, width), { width, colour: false });

describe('the caret stands under the marked columns', () => {
  test.each([
    ['a\tbad', { from: 2, to: 5 }, ['a  bad', '   ^^^ here']],
    ['日本 bad', { from: 3, to: 6 }, ['日本 bad', '     ^^^ here']],
    ['👩‍👩‍👧 bad', { from: 9, to: 12 }, ['👩‍👩‍👧 bad', '   ^^^ here']],
    ['bad 日本', { from: 4, to: 6 }, ['bad 日本', '    ^^^^ here']],
    ['\u001b[31mbad', { from: 5, to: 8 }, ['␛[31mbad', '     ^^^ here']],
    ['bad', { from: 3, to: 3 }, ['bad', '   ^ here']],
    ['bad', { from: 1, to: 1 }, ['bad', ' ^ here']],
    ['  bad', { from: 2, to: 5 }, ['bad', '^^^ here']],
  ])('%j', (text, spot, expected) => {
    const lines = quoted({ label: 'x', text, mark: { ...spot, note: 'here' } }, 40);
    expect(lines.map((line) => line.slice(4))).toEqual(expected);
  });

  test('also where a long line is cut around the spot', () => {
    const character = fc.constantFrom('a', '\t', '日', '👩‍👩‍👧', 'e\u0301', '\u001b');
    const part = fc.array(character, { maxLength: 80 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(part, part, fc.integer({ min: 20, max: 70 }), (before, after, width) => {
        const mark = { from: before.length, to: before.length + 1, note: '' };
        const [line = '', carets = ''] = quoted({ label: 'x', text: `${before}X${after}`, mark }, width);
        expect(stringWidth(line.slice(0, line.indexOf('X')))).toBe(carets.indexOf('^'));
        expect(carets.trim().replace('x', '').trim()).toBe('^');
      }),
    );
  });
});

test('a line without a mark is cut at its end', () => {
  expect(quoted({ label: 'line 1', text: 'a'.repeat(50) }, 40)).toEqual([`line 1   ${'a'.repeat(30)}…`]);
});

test('a long label stands above what it names', () => {
  expect(quoted({ label: 'scrape "after", line 12', text: 'up 1' }, 40)).toEqual(['scrape "after", line 12', '  up 1']);
});

test('of many lines the last ones are shown, which are the ones that count', () => {
  const text = Array.from({ length: 12 }, (_, index) => `row ${index + 1}`).join('\n');
  const lines = quoted({ label: 'x', text }, 40);
  expect(lines[0]).toBe('x   … 3 lines above');
  expect(lines.at(-1)).toBe('    row 12');
});

test('a note that has no room behind the caret stands below it', () => {
  const lines = quoted({ label: 'x', text: 'a'.repeat(36), mark: { from: 30, to: 36, note: 'nothing here' } }, 40);
  expect(lines.slice(1)).toEqual([`${' '.repeat(34)}^^^^^^`, `${' '.repeat(28)}nothing here`]);
});

test('the caret may stand under a line in the middle, between what surrounds it', () => {
  const text = Array.from({ length: 12 }, (_, index) => `row ${index}`).join('\n');
  const lines = quoted({ label: 'x', text, mark: { line: 1, from: 4, to: 5, note: 'here' } }, 40);
  expect(lines.slice(0, 4)).toEqual(['x   row 0', '    row 1', '        ^ here', '    row 2']);
  expect(lines.at(-1)).toBe('    … 2 lines below');
});
