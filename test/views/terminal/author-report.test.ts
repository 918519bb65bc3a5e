import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AuthorReportModel, authorReportView, type Proof } from '../../../src/views/terminal/author-report.ts';
import { asFile, golden } from '../../golden.ts';
import { anyText, anyWidth } from '../any-text.ts';
import { noisyLines } from './noisy-lines.ts';

const right = (name: string): Proof => ({ name, isRight: true });
const model: AuthorReportModel = {
  lessons: [
    {
      number: 7,
      slug: 'one-id',
      durationMs: 1210,
      starter: right('starter'),
      solution: right('solution'),
      variants: [right('variant winston'), right('variant no-library')],
      mistakes: [right('mistake id-per-line')],
      faults: [],
    },
    {
      number: 8,
      slug: 'levels-that-mean-something',
      durationMs: 2930,
      starter: right('starter'),
      solution: { name: 'solution', isRight: false, message: 'fails with wrong-level' },
      variants: [],
      mistakes: [
        {
          name: 'mistake all-info',
          isRight: false,
          message: 'reads other than its expected.txt',
          texts: { expected: 'wrong-level\nline 3 has level info', actual: 'wrong-level\nline 4 has level info' },
        },
        { name: 'mistake silent', isRight: false },
      ],
      faults: ['README.md has no heading "See"'],
    },
  ],
};

test.each([40, 80, 120])('it looks as agreed at %i columns', (width) => {
  const picture = asFile(authorReportView(model, { width, colour: false }));
  expect(picture).toBe(golden(`author-report-${width}.txt`, picture));
});

test('when all is right it says so', () => {
  const lines = authorReportView({ lessons: model.lessons.slice(0, 1) }, { width: 80, colour: false });
  expect(lines.at(-1)).toBe('1 lesson, all as they should be.');
});

test('when the course as a whole is not right it says so last', () => {
  const wrong = { lessons: model.lessons.slice(0, 1), faults: ['the number 7 stands twice'] };
  const lines = authorReportView(wrong, { width: 80, colour: false });
  expect(lines.slice(-3)).toEqual([
    '✗ the number 7 stands twice',
    '',
    '1 lesson, all as they should be; the course as a whole is not.',
  ]);
});

test('any report stays in its columns', () => {
  fc.assert(
    fc.property(anyText, anyText, anyWidth, (name, text, width) => {
      const wrong: Proof = { name, isRight: false, message: text, texts: { expected: name, actual: text } };
      const lessons = [
        {
          number: 1,
          slug: name,
          durationMs: 3,
          starter: wrong,
          solution: wrong,
          variants: [wrong],
          mistakes: [],
          faults: [text],
        },
      ];
      expect(noisyLines((look) => authorReportView({ lessons }, look), width)).toEqual([]);
    }),
  );
});
