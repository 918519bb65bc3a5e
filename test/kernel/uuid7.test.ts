import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../src/kernel/errors.ts';
import { uuid7, type Uuid7Moment } from '../../src/kernel/uuid7.ts';

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const zeros = new Uint8Array(10);

test('the time stands in front, then version and variant', () => {
  expect(uuid7(0x0123456789ab, zeros).id).toBe('01234567-89ab-7000-8000-000000000000');
  expect(
    uuid7(
      0x0123456789ab,
      zeros.map(() => 0xff),
    ).id,
  ).toBe('01234567-89ab-77ff-bfff-ffffffffffff');
});

test("the moment of the format's own example is read the same", () => {
  expect(uuid7(0x017f22e279b0, zeros).id.startsWith('017f22e2-79b0-7')).toBe(true);
});

test('ids sort in the order in which they were made, also when the clock stands still or goes back', () => {
  const clock = fc.array(
    fc.record({ step: fc.integer({ min: -5, max: 3 }), random: fc.uint8Array({ minLength: 10, maxLength: 10 }) }),
  );
  fc.assert(
    fc.property(clock, (ticks) => {
      let nowMs = 1_767_233_640_000;
      let last: Uuid7Moment | undefined;
      const ids = ticks.map(({ step, random }) => {
        nowMs += step;
        const made = uuid7(nowMs, random, last);
        last = made.moment;
        return made.id;
      });
      expect(ids).toEqual(ids.toSorted());
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(shape);
    }),
  );
});

test('a millisecond that is full borrows from the next one', () => {
  const { id, moment } = uuid7(1000, zeros, { timeMs: 1000, counter: 0xfff });
  expect(moment).toEqual({ timeMs: 1001, counter: 0 });
  expect(id.startsWith('00000000-03e9-7000-')).toBe(true);
});

test('too few random bytes are a bug, said at once', () => {
  expect(() => uuid7(1, new Uint8Array(3))).toThrow(RangeError);
});

test('a user error carries its code, what its words need, and the exit code', () => {
  expect(new UserError('no-workspace', { cwd: '/tmp' })).toMatchObject({
    code: 'no-workspace',
    args: { cwd: '/tmp' },
    exitCode: 64,
  });
  expect(new UserError('journal-not-writable', { path: '/tmp/j', reason: 'the disk is full' }, 2)).toMatchObject({
    exitCode: 2,
    name: 'UserError',
  });
});
