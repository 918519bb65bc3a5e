import { expect, test } from 'vitest';
import { within } from '../../src/observe/within.ts';
import type { Clock } from '../../src/kernel/world.ts';

function clockThatNotes(slept: number[]): Clock {
  return {
    now: () => 0,
    elapsedMs: () => 0,
    sleep: (durationMs) => {
      slept.push(durationMs);
      return Promise.resolve();
    },
  };
}

test('a deadline that has passed is not waited for, and never asked of a timer as a negative time', async () => {
  const slept: number[] = [];
  const came = await within(clockThatNotes(slept), -17, new Promise(() => {}));
  expect(came).toBe(false);
  expect(slept).toEqual([0]);
});

test('an event that is there already counts, also when the deadline has passed', async () => {
  expect(await within(clockThatNotes([]), -17, Promise.resolve())).toBe(true);
});
