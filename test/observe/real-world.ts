import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { noInstruments } from '../../src/kernel/instruments.ts';
import type { World } from '../../src/kernel/world.ts';

/** The machine as it is; only the screen is missing. */
export function realWorld(change: Partial<World> = {}): World {
  return {
    cwd: process.cwd(),
    env: process.env,
    platform: process.platform,
    nodePath: process.execPath,
    nodeVersion: process.version,
    packageDir: new URL('../..', import.meta.url).pathname.replace(/\/$/, ''),
    pid: process.pid,
    clock: {
      now: () => Date.now(),
      elapsedMs: () => performance.now(),
      sleep: (durationMs, signal) => delay(durationMs, undefined, signal ? { signal } : {}).catch(() => {}),
    },
    entropy: { bytes: (length) => randomBytes(length) },
    screen: {
      isTerminal: false,
      isOutputTerminal: false,
      colour: false,
      width: () => 80,
      height: () => 24,
      write: () => {},
      writeError: () => {},
      onKey: () => () => {},
      onResize: () => () => {},
    },
    instruments: noInstruments,
    interrupted: new AbortController().signal,
    ...change,
  };
}
