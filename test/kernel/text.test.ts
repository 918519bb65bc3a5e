import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import {
  cutText,
  displayWidth,
  fittingLength,
  harmless,
  padText,
  stripEscapes,
  visibleCharacters,
  wrapRanges,
  wrapText,
} from '../../src/kernel/text.ts';
import { anyText } from '../views/any-text.ts';

describe('harmless text', () => {
  test('shows control characters as pictures', () => {
    expect(harmless('a\u001b[31mb\u0000\u007f\u0085')).toBe('a␛[31mb␀␡\ufffd');
  });

  test('shows a tab as two spaces', () => {
    expect(harmless('a\tb')).toBe('a  b');
  });

  test('does not turn the direction of writing and mends half characters', () => {
    expect(harmless('a\u202eb\ud800')).toBe('a\ufffdb\ufffd');
  });

  test('has no control character left, whatever it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(harmless(text)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

test('colours are taken out, line breaks stay', () => {
  expect(stripEscapes('\u001b[31mred\u001b[39m\nblue')).toBe('red\nblue');
});

test('the quick way of measuring agrees with the table', () => {
  const characters = fc.string({
    unit: fc.constantFrom(...Array.from(' ~a¡ÿé‐–…‘”←↑→↓─│┌▁█▟▸○◇◼≈≤−✓✗\u00ad表😀\ufe0f')),
  });
  fc.assert(
    fc.property(characters, (text) => {
      expect(displayWidth(text)).toBe(stringWidth(text));
    }),
  );
});

test('wide characters take two columns, joined emoji two, escape sequences none', () => {
  expect(displayWidth('日本')).toBe(4);
  expect(displayWidth('👩‍👩‍👧')).toBe(2);
  expect(displayWidth('\u001b[31mred\u001b[39m')).toBe(3);
});

describe('cutting', () => {
  test('leaves text that fits as it is', () => {
    expect(cutText('abc', 3)).toBe('abc');
  });

  test('marks what was left out', () => {
    expect(cutText('abcd', 3)).toBe('ab…');
    expect(cutText('日本語', 4)).toBe('日…');
    expect(cutText('abc', 0)).toBe('');
  });

  test('never makes text wider than asked', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 40 }), (text, width) => {
        expect(displayWidth(cutText(harmless(text), width))).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('looks at the beginning of a long text only', () => {
    expect(fittingLength('é'.normalize('NFD').repeat(500_000), 10)).toBe(20);
  });
});

describe('wrapping', () => {
  test('breaks at spaces and keeps line breaks', () => {
    expect(wrapText('one two three\nfour', 8)).toEqual(['one two', 'three', 'four']);
  });

  test('breaks inside a word only when it is wider than the line', () => {
    expect(wrapText('a abcdefghij', 5)).toEqual(['a', 'abcde', 'fghij']);
  });

  test('keeps an indent, and gives an empty line for empty text', () => {
    expect(wrapText('  a b', 4)).toEqual(['  a', 'b']);
    expect(wrapText('', 4)).toEqual(['']);
  });

  test('ends also where a character is wider than the line', () => {
    expect(wrapText('日本', 1)).toEqual(['日', '本']);
  });

  test('loses nothing but spaces, and no line of it is too wide', () => {
    fc.assert(
      fc.property(anyText.map(harmless), fc.integer({ min: 2, max: 30 }), (text, width) => {
        const lines = wrapRanges(text, width).map(({ from, to }) => text.slice(from, to));
        expect(lines.join('').replaceAll(/\s/gu, '')).toBe(text.replaceAll(/\s/gu, ''));
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(width, widest(line)));
      }),
    );
  });
});

function widest(text: string): number {
  return Math.max(0, ...visibleCharacters(text).map(({ columns }) => columns));
}

test('padding counts columns, not characters', () => {
  expect(padText('日', 4)).toBe('日  ');
  expect(padText('7', 3, 'right')).toBe('  7');
  expect(padText('wide', 3)).toBe('wide');
});

test('visible characters know their place in the text as it was written', () => {
  expect(visibleCharacters('a\t日')).toEqual([
    { text: 'a', from: 0, to: 1, columns: 1 },
    { text: '  ', from: 1, to: 2, columns: 2 },
    { text: '日', from: 2, to: 3, columns: 2 },
  ]);
});
