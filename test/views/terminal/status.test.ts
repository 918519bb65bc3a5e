import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type StatusModel, statusView } from '../../../src/views/terminal/status.ts';
import { failed } from './verdict-models.ts';
import { asFile, golden } from '../../golden.ts';
import { anyText, anyWidth } from '../any-text.ts';
import { noisyLines } from './noisy-lines.ts';

const model: StatusModel = {
  lesson: {
    number: 7,
    title: 'One id for every request',
    chapter: 'Logs that answer questions',
    folder: 'learn-obs-workspace/07-one-id',
    attempts: 3,
    hintsGiven: 1,
    hintCount: 3,
    last: failed.verdict,
  },
  passedCount: 6,
  lessonCount: 40,
  steps: [
    { command: 'learn-obs', purpose: 'watch your files and check after each save' },
    { command: 'learn-obs verify', purpose: 'check once' },
    { command: 'learn-obs hint', purpose: 'read the next hint' },
  ],
};

test.each([40, 80, 120])('it looks as agreed at %i columns', (width) => {
  const picture = asFile(statusView(model, { width, colour: false }));
  expect(picture).toBe(golden(`status-${width}.txt`, picture));
});

test('before the first lesson there is nothing to say about one', () => {
  const lines = statusView({ ...model, lesson: undefined, passedCount: 0 }, { width: 80, colour: false });
  expect(lines[0]).toBe('You have not started a lesson yet.');
  expect(lines.join('\n')).not.toContain('Attempts');
});

test.each([
  ['pass', '✓ passed'],
  ['could-not-check', '? could not be checked'],
] as const)('a last verdict "%s" is said in words', (verdict, words) => {
  const lines = statusView(
    { ...model, lesson: { ...model.lesson!, last: { verdict, checks: [] } } },
    { width: 80, colour: false },
  );
  expect(lines).toContain(`Last verdict  ${words}`);
});

test('no verdict yet is said too', () => {
  const lines = statusView({ ...model, lesson: { ...model.lesson!, last: undefined } }, { width: 80, colour: false });
  expect(lines).toContain('Last verdict  none yet');
});

test('any lesson stays in its columns', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), fc.nat(), anyWidth, (text, passedCount, lessonCount, width) => {
      const lesson = { ...model.lesson!, title: text, chapter: text, folder: text };
      const steps = [{ command: text, purpose: text }];
      expect(noisyLines((look) => statusView({ lesson, passedCount, lessonCount, steps }, look), width)).toEqual([]);
    }),
  );
});
