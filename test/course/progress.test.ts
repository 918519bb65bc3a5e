import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JournalEvent, JournalFacts } from '../../src/course/journal-event.ts';
import { type LessonProgress, lessonProgress, progressOf } from '../../src/course/progress.ts';
import { attempted, journalOf } from './events.ts';

const after = (...facts: readonly JournalFacts[]): LessonProgress =>
  lessonProgress(progressOf(journalOf(...facts)), 'levels');
const current = (...facts: readonly JournalFacts[]): string | undefined => progressOf(journalOf(...facts)).current;
const lesson = 'levels';

describe('the state of a lesson', () => {
  test('is todo before anything happened', () => {
    expect(after()).toEqual({ state: 'todo', attempts: 0, hints: [], findings: [] });
  });
  test('is started by starting, moving there, attempting, or asking for a hint', () => {
    expect(after({ kind: 'started', lesson }).state).toBe('started');
    expect(after({ kind: 'moved', lesson }).state).toBe('started');
    expect(after(attempted(lesson, 'fail')).state).toBe('started');
    expect(after(attempted(lesson, 'could-not-check')).state).toBe('started');
    expect(after({ kind: 'hinted', lesson, hint: 1 }).state).toBe('started');
  });
  test('a passed attempt passes it, also when the passed event was never written', () => {
    expect(after(attempted(lesson, 'pass')).state).toBe('passed');
  });
  test.each<JournalFacts>([
    attempted(lesson, 'fail', 'x'),
    { kind: 'skipped', lesson },
    { kind: 'revealed', lesson },
    { kind: 'reset', lesson, backup: 'b' },
    { kind: 'undone', lesson, backup: 'b' },
    { kind: 'moved', lesson },
  ])('a pass stays a pass after $kind', (fact) => {
    expect(after({ kind: 'passed', lesson }, fact).state).toBe('passed');
  });
  test('a skipped lesson is started again when the learner comes back', () => {
    expect(after({ kind: 'started', lesson }, { kind: 'skipped', lesson }).state).toBe('skipped');
    expect(after({ kind: 'skipped', lesson }, { kind: 'moved', lesson }).state).toBe('started');
  });
  test('a revealed lesson stays revealed, also when it is passed afterwards', () => {
    const seen: JournalFacts = { kind: 'revealed', lesson };
    expect(after(seen, attempted(lesson, 'fail'), { kind: 'skipped', lesson }).state).toBe('revealed');
    expect(after(seen, { kind: 'reset', lesson, backup: 'b' }).state).toBe('revealed');
    expect(after(seen, attempted(lesson, 'pass'))).toMatchObject({
      state: 'revealed',
      firstPassedAt: expect.any(String),
    });
  });
});

describe('what is counted', () => {
  test('attempts that were judged', () => {
    const facts = [attempted(lesson, 'fail'), attempted(lesson, 'could-not-check'), attempted(lesson, 'pass')];
    expect(after(...facts).attempts).toBe(2);
  });
  test('each hint once, anew after a reset', () => {
    const hint = (number: number): JournalFacts => ({ kind: 'hinted', lesson, hint: number });
    expect(after(hint(2), hint(1), hint(2)).hints).toEqual([2, 1]);
    expect(after(hint(2), { kind: 'reset', lesson, backup: 'b' }, hint(1)).hints).toEqual([1]);
  });
  test('the findings of the last judged attempt', () => {
    expect(after(attempted(lesson, 'fail', 'a'), attempted(lesson, 'fail', 'b', 'c')).findings).toEqual(['b', 'c']);
    expect(after(attempted(lesson, 'fail', 'a'), attempted(lesson, 'could-not-check')).findings).toEqual(['a']);
    expect(after(attempted(lesson, 'fail', 'a'), attempted(lesson, 'pass')).findings).toEqual([]);
  });
  test('the time of the first pass', () => {
    const passes = after(attempted(lesson, 'fail'), attempted(lesson, 'pass'), { kind: 'passed', lesson });
    expect(passes.firstPassedAt).toBe('2026-01-01T02:14:01.000Z');
  });
  test('an event that stands twice, once', () => {
    const [event] = journalOf(attempted(lesson, 'fail'));
    expect(lessonProgress(progressOf([event!, event!]), lesson).attempts).toBe(1);
  });
});

test('the current lesson is the one last started or moved to, whatever is attempted elsewhere', () => {
  expect(current()).toBeUndefined();
  expect(
    current({ kind: 'started', lesson: 'a' }, { kind: 'moved', lesson: 'b' }, attempted('a', 'pass'), {
      kind: 'skipped',
      lesson: 'c',
    }),
  ).toBe('b');
});

test('kinds of a newer learn-obs change nothing', () => {
  const future = { id: 'f', at: '2030-01-01T00:00:00.000Z', kind: 'sang', tune: 7 };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no type can know them
  const events = [...journalOf({ kind: 'passed', lesson }), future, { ...future, id: 'g', lesson }] as JournalEvent[];
  expect(progressOf(events)).toEqual(progressOf(journalOf({ kind: 'passed', lesson })));
});

test('a slug with a name of the language is a slug like any other', () => {
  expect(lessonProgress(progressOf([]), 'constructor').state).toBe('todo');
});

test('passed before it was revealed, no order of later events takes the pass away', () => {
  const fact = fc.constantFrom<JournalFacts>(
    { kind: 'started', lesson },
    { kind: 'moved', lesson },
    attempted(lesson, 'fail', 'x'),
    attempted(lesson, 'could-not-check'),
    { kind: 'hinted', lesson, hint: 1 },
    { kind: 'skipped', lesson },
    { kind: 'revealed', lesson },
    { kind: 'reset', lesson, backup: 'b' },
  );
  fc.assert(
    fc.property(fc.array(fact), fc.array(fact), (before, later) => {
      const honest = before.filter(({ kind }) => kind !== 'revealed');
      expect(after(...honest, { kind: 'passed', lesson }, ...later).state).toBe('passed');
    }),
  );
});
