import { expect, test } from 'vitest';
import {
  briefDuration,
  counted,
  fineDuration,
  plainNumber,
  signedNumber,
} from '../../../src/views/terminal/wording.ts';

test('counts have commas, and one of a thing has no s', () => {
  expect([counted(1, 'line'), counted(0, 'line'), counted(9960, 'line')]).toEqual(['1 line', '0 lines', '9,960 lines']);
});

test.each([
  [0, '0 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [59_949, '59.9 s'],
  [59_950, '1 min 0 s'],
  [125_000, '2 min 5 s'],
  [Number.NaN, 'unknown time'],
])('%d ms are said as %s', (durationMs, words) => {
  expect(briefDuration(durationMs)).toBe(words);
});

test.each([
  [0.34, '340 µs'],
  [4.251, '4.25 ms'],
  [123.4, '123 ms'],
  [1234, '1.23 s'],
  [-5, '-5 ms'],
  [90_000, '1 min 30 s'],
])('%d ms are measured as %s', (durationMs, words) => {
  expect(fineDuration(durationMs)).toBe(words);
});

test('numbers come without the noise of floating point', () => {
  expect([plainNumber(0.1 + 0.2), plainNumber(Infinity), plainNumber(Number.NaN)]).toEqual(['0.3', 'Inf', 'NaN']);
  expect([signedNumber(2), signedNumber(-2), signedNumber(0)]).toEqual(['+2', '-2', '+0']);
});
