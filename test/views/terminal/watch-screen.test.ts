import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { helpKeysView } from '../../../src/views/terminal/help-keys.ts';
import { verdictView } from '../../../src/views/terminal/verdict.ts';
import { type WatchScreenModel, watchScreenView } from '../../../src/views/terminal/watch-screen.ts';
import { failed } from './verdict-models.ts';
import { asFile, golden } from '../../golden.ts';
import { anyText, anyWidth } from '../any-text.ts';
import { noisyLines } from './noisy-lines.ts';

const model: WatchScreenModel = {
  lesson: failed.lesson,
  folder: 'learn-obs-workspace/07-one-id',
  passedCount: 6,
  lessonCount: 40,
  body: [],
  activity: { kind: 'idle' },
  keys: [
    { key: 'h', word: 'hint', help: 'read the next hint' },
    { key: 's', word: 'show', help: 'show what your program emitted in the last attempt' },
    { key: 'c', word: 'checks', help: 'list what this lesson checks' },
    { key: 'q', word: 'quit', help: 'stop watching' },
  ],
};

test.each([40, 80, 120])('it looks as agreed at %i columns', (width) => {
  const picture = asFile(
    watchScreenView(
      { ...model, body: verdictView({ ...failed, isWatching: true }, { width, colour: false }) },
      { width, colour: false },
    ),
  );
  expect(picture).toBe(golden(`watch-screen-${width}.txt`, picture));
});

test.each([40, 80, 120])('it looks as agreed at %i columns', (width) => {
  const picture = asFile(helpKeysView(model.keys, { width, colour: false }));
  expect(picture).toBe(golden(`help-keys-${width}.txt`, picture));
});

test.each([
  [{ kind: 'checking', changed: ['src/orders.ts', 'src/log.ts', 'src/a.ts'] }, 'Checking src/orders.ts and 2 more …'],
  [{ kind: 'checking', changed: ['src/orders.ts'] }, 'Checking src/orders.ts …'],
  [{ kind: 'checking', changed: [] }, 'Checking …'],
  [{ kind: 'checking-again' }, 'Checking … you saved again: the newest version is checked next.'],
] as const)('what is going on is said: %j', (activity, words) => {
  expect(watchScreenView({ ...model, activity }, { width: 80, colour: false })).toContain(words);
});

test('any screen stays in its columns', () => {
  fc.assert(
    fc.property(anyText, anyWidth, (text, width) => {
      const keys = Array.from({ length: 5 }, () => ({ key: text, word: text, help: text }));
      const any: WatchScreenModel = { ...model, lesson: { number: 1, title: text }, folder: text, keys };
      expect(noisyLines((look) => watchScreenView(any, look), width)).toEqual([]);
      expect(noisyLines((look) => helpKeysView(keys, look), width)).toEqual([]);
    }),
  );
});
