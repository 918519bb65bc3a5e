import { expect, test } from 'vitest';
import { untoldDamage } from '../../src/workspace/told-damage.ts';
import { temporaryPlace } from './place.ts';

const torn = { line: 3, text: '{"id":"01a2' };
const foreign = { line: 5, text: 'hello' };

test('a damaged line is told of once, a new one when it comes', async () => {
  await using place = await temporaryPlace();
  const told = (...damage: { line: number; text: string }[]) => untoldDamage({ pid: 1 }, place.dir, damage);
  expect(await told()).toEqual([]);
  expect(await told(torn)).toEqual([torn]);
  expect(await told(torn)).toEqual([]);
  expect(await told(torn, foreign)).toEqual([foreign]);
  expect(await told({ ...torn, text: 'another one' }, foreign)).toEqual([{ line: 3, text: 'another one' }]);
});
