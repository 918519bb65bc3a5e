import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/kernel/random.ts';

describe('values from a seed', () => {
  test('are the same for the same seed, on every machine', () => {
    const random = seededRandom('author');
    expect([
      random.int(1, 6),
      random.hex(8),
      random.word('tofu'),
      random.pick(['a', 'b', 'c']),
      random.shuffle([1, 2, 3, 4]),
    ]).toMatchInlineSnapshot(`
      [
        4,
        "24fc7abc",
        "tofu-daf86e",
        "b",
        [
          3,
          4,
          2,
          1,
        ],
      ]
    `);
  });

  test('differ for other seeds', () => {
    const words = Array.from({ length: 500 }, (_, seed) => seededRandom(String(seed)).word('x'));
    expect(new Set(words).size).toBe(500);
  });

  test('follow one another without repeating', () => {
    const random = seededRandom('a');
    const words = Array.from({ length: 1000 }, () => random.word('x'));
    expect(new Set(words).size).toBe(1000);
  });
});

describe('a whole number', () => {
  test('is never outside its bounds', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -1000, max: 1000 }), fc.nat(1000), (seed, low, span) => {
        const value = seededRandom(seed).int(low, low + span);
        expect(Number.isInteger(value) && value >= low && value <= low + span).toBe(true);
      }),
    );
  });

  test('takes each value between them about as often', () => {
    const random = seededRandom('dice');
    const counts = [0, 0, 0, 0, 0, 0];
    for (let throws = 0; throws < 6000; throws++) counts[random.int(1, 6) - 1]! += 1;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe('a choice', () => {
  test('is one of those there are, and each is chosen at some time', () => {
    const random = seededRandom('menu');
    const picked = new Set(Array.from({ length: 200 }, () => random.pick(['tofu', 'salmon', 'egg'])));
    expect(picked).toEqual(new Set(['tofu', 'salmon', 'egg']));
  });

  test('from nothing is a mistake of the lesson', () => {
    expect(() => seededRandom('a').pick([])).toThrow('pick needs at least one choice');
  });
});

describe('shuffled items', () => {
  test('are the same items, and the list they came from stays as it was', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.nat()), (seed, items) => {
        const before = [...items];
        const shuffled = seededRandom(seed).shuffle(items);
        expect(items).toEqual(before);
        expect(shuffled.toSorted((a, b) => a - b)).toEqual(items.toSorted((a, b) => a - b));
      }),
    );
  });

  test('come in every order', () => {
    const random = seededRandom('cards');
    const orders = new Set(Array.from({ length: 300 }, () => random.shuffle(['a', 'b', 'c']).join('')));
    expect(orders.size).toBe(6);
  });
});

test('hexadecimal digits are as many as are asked for', () => {
  expect(seededRandom('a').hex(32)).toMatch(/^[0-9a-f]{32}$/);
  expect(seededRandom('a').hex(0)).toBe('');
});
