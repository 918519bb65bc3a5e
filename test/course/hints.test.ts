import { describe, expect, test } from 'vitest';
import { nextHint, parseHints } from '../../src/course/hints.ts';

const markdown = `# Hints for the author's eyes

## Which level acts?

Ask who reads it.

## Compare numbers {level-compared-as-text}
Text compares by letter:

\`\`\`sh
## not a heading
\`\`\`

~~~~ts
~~~
## nor this {nor-a-code}
~~~~
### A smaller heading belongs to the hint

##   Nearly the answer   {threshold-ignored}
\`const l = env in levels ? env : 'info'\`
`;

describe('hints.md', () => {
  test('each heading of the second order begins a hint, and may name a finding', () => {
    expect(parseHints(markdown).map(({ number, title, answers }) => [number, title, answers])).toEqual([
      [1, 'Which level acts?', undefined],
      [2, 'Compare numbers', 'level-compared-as-text'],
      [3, 'Nearly the answer', 'threshold-ignored'],
    ]);
  });
  test('a body is the markdown below the heading, code and smaller headings included', () => {
    const [first, second] = parseHints(markdown);
    expect(first?.body).toBe('Ask who reads it.');
    expect(second?.body).toContain('## not a heading');
    expect(second?.body).toContain('## nor this {nor-a-code}');
    expect(second?.body).toMatch(/### A smaller heading belongs to the hint$/);
  });
  test('line ends of Windows are line ends', () => {
    expect(parseHints('## One {a}\r\nbody\r\n')).toEqual([{ number: 1, title: 'One', answers: 'a', body: 'body' }]);
  });
  test('a file without headings has no hints', () => {
    expect(parseHints('just prose\n')).toEqual([]);
    expect(parseHints('')).toEqual([]);
  });
  test('braces in the middle of a heading are text', () => {
    expect(parseHints('## Use log.error({ err }) here')[0]).toMatchObject({ title: 'Use log.error({ err }) here' });
    expect(parseHints('## Use log.error({ err })')[0]).not.toHaveProperty('answers');
  });
});

describe('the next hint', () => {
  const hints = parseHints(markdown);
  const next = (given: number[], codes: string[]): number | undefined => nextHint(hints, given, codes)?.number;

  test('is the first step when nothing is known', () => {
    expect(next([], [])).toBe(1);
    expect(next([], ['some-other-finding'])).toBe(1);
  });
  test('answers the finding one has, first findings first', () => {
    expect(next([], ['threshold-ignored'])).toBe(3);
    expect(next([1], ['unknown', 'threshold-ignored', 'level-compared-as-text'])).toBe(3);
  });
  test('goes on with the ladder when that answer was given already', () => {
    expect(next([3], ['threshold-ignored'])).toBe(1);
    expect(next([3, 1], ['threshold-ignored'])).toBe(2);
  });
  test('is none when all are given', () => {
    expect(next([2, 3, 1], ['threshold-ignored'])).toBeUndefined();
  });
});
