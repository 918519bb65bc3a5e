import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { findFreePort, listenOnQuietPort } from '../../src/observe/free-port.ts';
import { realWorld } from './real-world.ts';

const { entropy } = realWorld();

it('a free port is none that the system gives to others', async () => {
  const port = await findFreePort(entropy);
  expect(port).toBeGreaterThanOrEqual(20_000);
  expect(port).toBeLessThan(32_768);
});

it('a port that somebody has is passed over', async () => {
  const somebody = createServer();
  const taken = await listenOnQuietPort(somebody, entropy);
  const offers = [taken - 20_000, taken - 20_000, 4711];
  const port = await findFreePort({
    bytes: () => {
      const offer = offers.shift() ?? 4712;
      return new Uint8Array([offer >> 8, offer & 0xff]);
    },
  });
  somebody.close();
  await once(somebody, 'close');
  expect(port).not.toBe(taken);
  expect(offers).toEqual([]);
});

it('when all that are tried are taken, the system chooses', async () => {
  const somebody = createServer();
  const taken = await listenOnQuietPort(somebody, entropy);
  const offer = taken - 20_000;
  const port = await findFreePort({ bytes: () => new Uint8Array([offer >> 8, offer & 0xff]) });
  somebody.close();
  await once(somebody, 'close');
  expect(port).toBeGreaterThanOrEqual(32_768);
});
