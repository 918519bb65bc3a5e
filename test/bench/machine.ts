import { availableParallelism, cpus, loadavg } from 'node:os';
import { packageDir } from './built.ts';
import { type Samples, sideBySide } from './samples.ts';
import { timeProgram } from './time-program.ts';

/** Where the numbers come from, and whether they can be believed. */
export interface Machine {
  readonly node: string;
  readonly cores: number;
  readonly processor: string;
  /** Of the last minute, before and after. */
  readonly load: readonly [number, number];
  /** `node -e 0`, before all else. */
  readonly node0: Samples;
  readonly isTooBusy: boolean;
}

/** Others who want more than a third of the cores, or make the same thing take twice as long now and then, are in the way. */
const idleLoadPerCore = 1 / 3;
const steadySpread = 2;

/** @returns asks again how busy the machine is, when all is measured */
export async function lookAtMachine(): Promise<() => Machine> {
  const [loadBefore = 0] = loadavg();
  const { node0 } = await sideBySide(
    { node0: () => timeProgram(['-e', '0'], { cwd: packageDir }) },
    { counted: 20, warmUp: 2 },
  );
  const cores = availableParallelism();
  const isTooBusy = loadBefore > cores * idleLoadPerCore || node0.max > node0.min * steadySpread;
  return () => ({
    node: process.version,
    cores,
    processor: cpus()[0]?.model ?? 'unknown',
    load: [loadBefore, loadavg()[0] ?? 0],
    node0,
    isTooBusy,
  });
}
