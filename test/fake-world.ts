import type { World } from '../src/kernel/world.ts';
import { fakeScreen, type FakeScreen } from './fake-screen.ts';
import { realWorld } from './observe/real-world.ts';

/** The machine as it is, with a screen that a test looks at. */
export interface FakeWorld extends World {
  readonly screen: FakeScreen;
}

export function fakeWorld({ screen = fakeScreen(), ...change }: Partial<FakeWorld> = {}): FakeWorld {
  return { ...realWorld(change), screen };
}
