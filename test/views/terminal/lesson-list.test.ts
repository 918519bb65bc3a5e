import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LessonListModel, lessonListView } from '../../../src/views/terminal/lesson-list.ts';
import { asFile, golden } from '../../golden.ts';
import { anyText, anyWidth } from '../any-text.ts';
import { noisyLines } from './noisy-lines.ts';

const model: LessonListModel = {
  current: 'one-id',
  lessons: [
    {
      number: 1,
      slug: 'first-line',
      title: 'Your first useful line',
      chapter: 'Logs that answer questions',
      minutes: 10,
      state: 'passed',
    },
    {
      number: 2,
      slug: 'levels',
      title: 'Levels that mean something',
      chapter: 'Logs that answer questions',
      minutes: 15,
      state: 'skipped',
    },
    {
      number: 3,
      slug: 'one-id',
      title: 'One id for every request, wherever it goes and whoever asks',
      chapter: 'Logs that answer questions',
      minutes: 20,
      state: 'started',
    },
    {
      number: 10,
      slug: 'counter',
      title: 'Count what happens',
      chapter: 'Numbers over time',
      minutes: 15,
      state: 'revealed',
    },
    {
      number: 11,
      slug: 'histogram',
      title: 'How slow is slow',
      chapter: 'Numbers over time',
      minutes: 25,
      state: 'todo',
    },
  ],
};

test.each([40, 80, 120])('it looks as agreed at %i columns', (width) => {
  const picture = asFile(lessonListView(model, { width, colour: false }));
  expect(picture).toBe(golden(`lesson-list-${width}.txt`, picture));
});

test('only the current lesson has an arrow', () => {
  const arrows = lessonListView(model, { width: 80, colour: false }).filter((line) => line.includes('▸'));
  expect(arrows).toHaveLength(1);
  expect(arrows[0]).toContain('One id');
});

test('any lessons stay in their columns', () => {
  fc.assert(
    fc.property(anyText, anyText, anyWidth, (title, chapter, width) => {
      const lessons = [{ number: 1, slug: 'a', title, chapter, minutes: 5, state: 'todo' as const }];
      expect(noisyLines((look) => lessonListView({ lessons }, look), width)).toEqual([]);
    }),
  );
});
