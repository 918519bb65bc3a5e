import { readdir, readFile } from 'node:fs/promises';

/**
 * Whether a process has nothing to do: each of its threads waits for something. On a busy machine silence says little, since
 * a program that is about to write may wait for its turn. Known on Linux only; undefined elsewhere and when it is gone.
 */
export async function isWaiting(pid: number): Promise<boolean | undefined> {
  const tasks = `/proc/${pid}/task`;
  const threads = await readdir(tasks).catch(() => []);
  if (threads.length === 0) return undefined;
  const states = await Promise.all(
    threads.map((thread) => readFile(`${tasks}/${thread}/stat`, 'utf8').then(stateOf, () => 'gone')),
  );
  return !states.some((state) => state === running || state === readsDisk);
}

/** As the kernel writes it: number, name in brackets (which may hold anything), state, … */
function stateOf(stat: string): string {
  return stat.charAt(stat.lastIndexOf(')') + 2);
}

/** It has a processor, or wants one. */
const running = 'R';
const readsDisk = 'D';
