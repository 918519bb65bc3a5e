import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ComparedText, diffView } from '../../../src/views/terminal/diff.ts';
import { lineDiff } from '../../../src/views/terminal/line-diff.ts';
import { asFile, golden } from '../../golden.ts';
import { anyText, anyWidth } from '../any-text.ts';
import { noisyLines } from './noisy-lines.ts';

const numbered = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`);
const changed = numbered.flatMap((line, index) =>
  index === 4
    ? []
    : index === 20
      ? [line, 'a new line that is so long that it does not fit into a narrow terminal at all']
      : [line],
);
const texts: ComparedText[] = [
  { name: 'src/orders.ts', before: numbered.join('\n'), after: changed.join('\n') },
  { name: 'src/same.ts', before: 'a', after: 'a' },
  { name: 'src/log.ts', before: '', after: "import pino from 'pino';\n" },
];
const sides = { before: 'your file', after: 'the solution' };

test.each([40, 80, 120])('it looks as agreed at %i columns', (width) => {
  const picture = asFile(diffView(texts, sides, { width, colour: false }));
  expect(picture).toBe(golden(`diff-${width}.txt`, picture));
});

test('equal texts have no difference', () => {
  expect(diffView(texts.slice(1, 2), sides, { width: 80, colour: false })).toEqual(['There is no difference.']);
});

const anyLines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 14 });

test('a difference holds both texts, whole and in order', () => {
  fc.assert(
    fc.property(anyLines, anyLines, (before, after) => {
      const lines = lineDiff(before, after);
      const side = (other: string): string[] => lines.filter(({ sign }) => sign !== other).map(({ text }) => text);
      expect(side('+')).toEqual(before);
      expect(side('-')).toEqual(after);
    }),
  );
});

test('no difference is smaller', () => {
  fc.assert(
    fc.property(anyLines, anyLines, (before, after) => {
      const shared = lineDiff(before, after).filter(({ sign }) => sign === ' ').length;
      expect(shared).toBe(longestShared(before, after));
    }),
  );
});

test('texts that have nothing in common are replaced as a whole', () => {
  const before = Array.from({ length: 1200 }, (_, index) => `old ${index}`);
  const after = Array.from({ length: 1200 }, (_, index) => `new ${index}`);
  expect(
    lineDiff(before, after)
      .map(({ sign }) => sign)
      .join(''),
  ).toBe('-'.repeat(1200) + '+'.repeat(1200));
});

test('any difference stays in its columns', () => {
  fc.assert(
    fc.property(anyText, anyText, anyText, anyWidth, (name, before, after, width) => {
      expect(
        noisyLines((look) => diffView([{ name, before, after }], { before: name, after: name }, look), width),
      ).toEqual([]);
    }),
  );
});

/** The plain table of the longest common subsequence, as slow as it is obvious. */
function longestShared(before: readonly string[], after: readonly string[]): number {
  if (before.length === 0 || after.length === 0) return 0;
  let row: number[] = Array.from({ length: after.length + 1 }, () => 0);
  for (const line of before) {
    const next = [0];
    for (const [index, other] of after.entries()) {
      next.push(line === other ? (row[index] ?? 0) + 1 : Math.max(next[index] ?? 0, row[index + 1] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
