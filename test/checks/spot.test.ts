import { expect, test } from 'vitest';
import { logLinesSpot, logSpot } from '../../src/checks/spot.ts';
import { markedText } from './finding-of.ts';
import { runOf } from './hand-made.ts';

test('a field is marked with its value, whatever kind it is', () => {
  expect(marked('{"a":1,"b":{"c":[1,2]},"d":"x,y"}', 'b')).toBe('"b":{"c":[1,2]}');
  expect(marked('{"a":1,"d":"x,}y"}', 'd')).toBe('"d":"x,}y"');
  expect(marked('{"a" : true }', 'a')).toBe('"a" : true ');
});

test('a value that is spelt like the field is not taken for it', () => {
  expect(marked('{"name":"level","level":30}', 'level')).toBe('"level":30');
});

test('a field that is not there is not marked', () => {
  expect(marked('{"a":1}', 'level')).toBeUndefined();
  expect(marked('{"name":"level"}', 'level')).toBeUndefined();
});

test('a missing field is marked where it would have stood', () => {
  const run = runOf(['{"a":1}']);
  const { saw } = logSpot(run, run.logs[0]!, { missing: 'level' });
  expect(saw).toMatchObject({ label: 'line 1', mark: { from: 6, to: 7, note: 'no level here' } });
});

test('one of several lines can be marked, without its indentation', () => {
  const run = runOf(['{', "  sku: 'a',", '}']);
  const spot = logLinesSpot(run, run.logs, 'here', 1);
  expect(spot.saw?.label).toBe('lines 1-3');
  expect(spot.saw?.mark).toEqual({ line: 1, from: 2, to: 11, note: 'here' });
});

function marked(text: string, field: string): string | undefined {
  const run = runOf([text]);
  const { saw } = logSpot(run, run.logs[0]!, { field });
  return markedText({ code: 'any', args: {}, ...(saw ? { saw } : {}) });
}
