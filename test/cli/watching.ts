import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type FakeScreen, fakeScreen } from '../fake-screen.ts';
import type { FakeWorld } from '../fake-world.ts';
import { lay } from '../workspace/place.ts';
import type { Learner, Outcome } from './learner.ts';

/** Watch mode under way. It has quit when it is disposed. */
export interface Watching extends AsyncDisposable {
  readonly screen: FakeScreen;
  readonly ended: Promise<Outcome>;
}

/** Begins to watch, and waits until the terminal says so. */
export async function watching(bento: Learner, change: Partial<FakeWorld> = {}): Promise<Watching> {
  const screen = fakeScreen({ terminal: true, columns: 100, rows: 40 });
  const ended = bento.runIn({ screen, ...change }, 'watch');
  await screen.shows(/Waiting for you to save/);
  return {
    screen,
    ended,
    [Symbol.asyncDispose]: async () => {
      screen.press('c', 'ctrl');
      await ended;
    },
  };
}

/** A program that says what it has to say only when the gate is opened. */
interface GatedProgram {
  readonly source: string;
  /** It runs, and waits at the gate. */
  arrived(): Promise<void>;
  open(): Promise<void>;
}

export function gated(bento: Learner, source: string): GatedProgram {
  const [gate, bell] = [join(bento.home, 'gate'), join(bento.home, 'bell')];
  return {
    source: `import { existsSync, writeFileSync } from 'node:fs';
writeFileSync(${JSON.stringify(bell)}, '');
while (!existsSync(${JSON.stringify(gate)})) await new Promise((resolve) => setTimeout(resolve, 10));
${source}`,
    arrived: async () => {
      await expect.poll(() => existsSync(bell)).toBe(true);
    },
    open: () => lay(bento.home, { gate: '' }),
  };
}
