import { expect, test } from 'vitest';
import { isJsonObject } from '../../src/kernel/json.ts';

test.each([
  [{}, true],
  [{ a: [1] }, true],
  [[], false],
  [null, false],
  [undefined, false],
  ['{}', false],
  [7, false],
  [true, false],
])('%j is an object of JSON: %j', (value, isObject) => {
  expect(isJsonObject(value)).toBe(isObject);
});
