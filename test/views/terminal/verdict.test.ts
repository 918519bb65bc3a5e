import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verdictView } from '../../../src/views/terminal/verdict.ts';
import { asFile, golden } from '../../golden.ts';
import { anyText, anyWidth } from '../any-text.ts';
import { noisyLines } from './noisy-lines.ts';
import { couldNotCheck, failed, passed } from './verdict-models.ts';

describe.each([40, 80, 120])('at %i columns', (width) => {
  const models = Object.entries({ failed, passed, 'could-not-check': couldNotCheck });
  test.each(models)('a verdict "%s" looks as agreed', (name, model) => {
    const picture = asFile(verdictView(model, { width, colour: false }));
    expect(picture).toBe(golden(`verdict-${name}-${width}.txt`, picture));
  });
});

test('a failed verdict in colour looks as agreed', () => {
  const picture = asFile(verdictView(failed, { width: 80, colour: true }));
  expect(picture).toBe(golden('verdict-failed-80-colour.txt', picture));
});

test('while watching, keys are offered instead of commands', () => {
  const lines = verdictView({ ...failed, isWatching: true }, { width: 80, colour: false });
  expect(lines.join('\n')).toContain('h: hint');
  expect(lines.join('\n')).not.toContain('learn-obs');
});

test('no hint is offered when there is none', () => {
  const lines = verdictView({ ...failed, hintAvailable: false }, { width: 80, colour: false });
  expect(lines.join('\n')).not.toContain('hint');
});

test('the last lesson says that the course is at its end', () => {
  const lines = verdictView({ ...passed, nextLesson: undefined }, { width: 80, colour: false });
  expect(lines.at(-1)).toBe('  Lesson 7 was the last one: you have reached the end of the course.');
});

test('a pass says which checks this machine could not judge', () => {
  const [first, ...others] = passed.verdict.checks;
  const checks = [{ ...first!, state: 'skipped' as const, noSignals: true as const }, ...others];
  const text = verdictView({ ...passed, verdict: { ...passed.verdict, checks } }, { width: 120, colour: false }).join(
    '\n',
  );
  expect(text).toContain('(not judged: this machine has no signals)');
  expect(text).toContain(`All ${others.length} checks pass`);
});

test('a failed check without a finding is still named', () => {
  const checks = [{ id: 'a', title: 'it answers', state: 'failed' as const }];
  const lines = verdictView({ ...failed, verdict: { ...failed.verdict, checks } }, { width: 80, colour: false });
  expect(lines).toEqual([
    '✗ Lesson 7  One id for every request',
    '',
    '  ✗ it answers',
    '',
    '  0 of 1 check pass, in 812 ms.',
  ]);
});

test('a verdict stays in its columns whatever the learner wrote', () => {
  const anySaw = fc.record({
    label: anyText,
    text: anyText,
    mark: fc.record({ from: fc.integer({ min: -2, max: 80 }), to: fc.integer({ min: -2, max: 90 }), note: anyText }),
  });
  const anyWords = fc.record({ title: anyText, why: anyText, next: anyText });
  fc.assert(
    fc.property(anySaw, anyWords, anyText, anyWidth, (saw, words, title, width) => {
      const checks = [{ id: 'a', title, state: 'failed' as const, finding: { code: 'x', args: {}, saw } }];
      const lesson = { number: 7, title };
      const verdict = { ...failed.verdict, checks };
      expect(
        noisyLines((look) => verdictView({ ...failed, lesson, words: () => words, verdict }, look), width),
      ).toEqual([]);
      expect(
        noisyLines(
          (look) => verdictView({ ...couldNotCheck, lesson, problemWords: words, problemSaw: saw }, look),
          width,
        ),
      ).toEqual([]);
      expect(noisyLines((look) => verdictView({ ...passed, lesson, nextLesson: lesson }, look), width)).toEqual([]);
    }),
  );
});
