import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJournal } from '../../src/course/read-journal.ts';
import { attempted, journalOf } from './events.ts';

const [started, tried, hinted, reset] = journalOf(
  { kind: 'started', lesson: 'levels' },
  attempted('levels', 'fail', 'x'),
  { kind: 'hinted', lesson: 'levels', hint: 1 },
  { kind: 'reset', lesson: 'levels', backup: 'b' },
);
const lines = [started, tried, hinted, reset].map((event) => JSON.stringify(event));

describe('a journal is read', () => {
  test('event by event, in its order', () => {
    expect(readJournal(`${lines.join('\n')}\n`)).toEqual({ events: [started, tried, hinted, reset], damage: [] });
  });
  test('with the line ends and the byte order mark of Windows, and without a last line end', () => {
    expect(readJournal(`\uFEFF${lines.join('\r\n')}`)).toEqual({ events: [started, tried, hinted, reset], damage: [] });
  });
  test('over blank lines', () => {
    expect(readJournal(`\n\n${lines[0]}\n \n${lines[1]}\n`).events).toEqual([started, tried]);
  });
  test('over torn and foreign lines, which are named with their number', () => {
    const text = `${lines[0]}\n{"id":"x","at":"\r\n<<<<<<< HEAD\n${lines[1]}\n`;
    expect(readJournal(text)).toEqual({
      events: [started, tried],
      damage: [
        { line: 2, text: '{"id":"x","at":"' },
        { line: 3, text: '<<<<<<< HEAD' },
      ],
    });
  });
  test('also when a newer learn-obs wrote kinds nobody knows yet', () => {
    expect(readJournal('{"id":"1","at":"t","kind":"sang"}').damage).toEqual([]);
    expect(readJournal('{"id":"1","at":"t","kind":"toString"}').damage).toEqual([]);
  });
});

test.each([
  '7',
  'null',
  '[]',
  '{}',
  '{"id":1,"at":"t","kind":"started","lesson":"a"}',
  '{"id":"1","at":"t","kind":"started"}',
  '{"id":"1","at":"t","kind":"hinted","lesson":"a"}',
  '{"id":"1","at":"t","kind":"reset","lesson":"a"}',
  '{"id":"1","at":"t","kind":"attempted","lesson":"a"}',
  '{"id":"1","at":"t","kind":"attempted","lesson":"a","verdict":"pass","failing":[7],"durationMs":1,"seed":"s"}',
  '{"id":"1","at":"t","kind":"attempted","lesson":"a","verdict":"maybe","failing":[],"durationMs":1,"seed":"s"}',
])('%s is damage, not an event', (line) => {
  expect(readJournal(line)).toEqual({ events: [], damage: [{ line: 1, text: line }] });
});

test('no text makes it throw, and every line is an event, damage or blank', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.json(), fc.constantFrom(...lines))), (parts) => {
      const text = parts.join('\n');
      const { events, damage } = readJournal(text);
      const filled = text
        .replace(/^\uFEFF/, '')
        .split('\n')
        .filter((line) => line.trim() !== '');
      expect(events.length + damage.length).toBe(filled.length);
    }),
  );
});
