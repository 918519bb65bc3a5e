import { describe, expect, test } from 'vitest';
import type { JournalFacts } from '../../src/course/journal-event.ts';
import { findLesson, nextLesson } from '../../src/course/order.ts';
import { progressOf } from '../../src/course/progress.ts';
import { suggestLessons } from '../../src/course/suggest-lessons.ts';
import { entriesNamed } from './entries.ts';
import { journalOf } from './events.ts';

const course = entriesNamed('00-welcome', '01-first-log-line', '03-pino-logger', '07-request-logger', '08-request-id');

const suggested = (text: string): string[] => suggestLessons(course, text).map((entry) => entry.slug);
const next = (from: string | undefined, ...facts: readonly JournalFacts[]): string | undefined =>
  nextLesson(course, progressOf(journalOf(...facts)), from)?.slug;

describe('a lesson is found by any name people give it', () => {
  test.each([
    ['3', 'pino-logger'],
    ['03', 'pino-logger'],
    ['#3', 'pino-logger'],
    ['3.', 'pino-logger'],
    ['Lesson 3', 'pino-logger'],
    ['lesson-03', 'pino-logger'],
    ['0', 'welcome'],
    ['pino-logger', 'pino-logger'],
    ['  Pino-Logger ', 'pino-logger'],
    ['pino_logger', 'pino-logger'],
    ['Pino Logger', 'pino-logger'],
    ['"pino logger"', 'pino-logger'],
    ['pino', 'pino-logger'],
    ['p', 'pino-logger'],
    ['03-pino-logger', 'pino-logger'],
    ['03-PINO', 'pino-logger'],
    ['3-pino-logger', 'pino-logger'],
    ['./03-pino-logger', 'pino-logger'],
    ['./03-pino-logger/', 'pino-logger'],
    ['03-pino-logger/src/orders.ts', 'pino-logger'],
    ['/home/ada/learn-obs-workspace/03-pino-logger/src', 'pino-logger'],
    ['C:\\Users\\Ada Lovelace\\learn-obs-workspace\\03-pino-logger\\src\\orders.ts', 'pino-logger'],
    ['/home/ada/03-pino-logger', 'pino-logger'],
    ['./pino-logger', 'pino-logger'],
  ])('%s', (text, slug) => {
    expect(findLesson(course, text)?.slug).toBe(slug);
  });

  test('the slug decides when the course was renumbered after a folder was made', () => {
    expect(findLesson(course, '05-request-logger')?.slug).toBe('request-logger');
    expect(findLesson(course, '/tmp/ws/05-request-logger/src')?.slug).toBe('request-logger');
  });

  test('a whole slug wins over a longer one that begins with it', () => {
    const twins = entriesNamed('01-logs', '02-logs-again');
    expect(findLesson(twins, 'logs')?.slug).toBe('logs');
  });

  test.each(['request', '99', '', '   ', './', '/home/ada', 'nothing-like-it'])('"%s" names no one lesson', (text) => {
    expect(findLesson(course, text)).toBeUndefined();
  });
});

describe('when no lesson is meant, near names are suggested', () => {
  test('all that begin so', () => {
    expect(suggested('request')).toEqual(['request-logger', 'request-id']);
  });
  test('a slip of the finger', () => {
    expect(suggested('pino-loger')[0]).toBe('pino-logger');
    expect(suggested('wlecome')).toEqual(['welcome']);
  });
  test('a word from the middle', () => {
    expect(suggested('logger')).toEqual(['pino-logger', 'request-logger']);
  });
  test('the nearest number', () => {
    expect(suggested('9')).toEqual(['request-id']);
    expect(suggested('99')).toEqual([]);
    expect(suggested('4')).toEqual(['pino-logger']);
  });
  test('the last part of a path', () => {
    expect(suggested('./04-pino-loger/')).toEqual(['pino-logger']);
  });
  test('nothing when nothing is near', () => {
    expect(suggested('kubernetes-operators')).toEqual([]);
    expect(suggested('')).toEqual([]);
  });
});

describe('the next lesson', () => {
  test('is the first one for a new learner', () => {
    expect(next(undefined)).toBe('welcome');
  });
  test('is the one after this one', () => {
    expect(next('first-log-line', { kind: 'passed', lesson: 'first-log-line' })).toBe('pino-logger');
  });
  test('steps over what is passed, skipped or revealed', () => {
    expect(
      next(
        'welcome',
        { kind: 'passed', lesson: 'first-log-line' },
        { kind: 'skipped', lesson: 'pino-logger' },
        { kind: 'revealed', lesson: 'request-logger' },
      ),
    ).toBe('request-id');
  });
  test('goes back to what was left out, once the end is reached', () => {
    expect(next('request-id', { kind: 'passed', lesson: 'welcome' })).toBe('first-log-line');
  });
  test('is none when all is done', () => {
    const passes = course.map(({ slug }) => ({ kind: 'passed', lesson: slug }) as const);
    expect(next('request-id', ...passes)).toBeUndefined();
  });
});
