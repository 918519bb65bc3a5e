import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Subject } from './samples.ts';

/** A process of its own that does the same thing again and again, and stays warm. */
export interface WarmSubject extends AsyncDisposable {
  readonly once: Subject;
}

/** @param name of a file in subjects/, which calls `serve` */
export async function openSubject(name: string, args: readonly string[] = []): Promise<WarmSubject> {
  const child = fork(fileURLToPath(new URL(`subjects/${name}.ts`, import.meta.url)), args);
  const ended = once(child, 'exit');
  const answer = async (): Promise<unknown> => {
    const answered = once(child, 'message').then(([message]) => message as unknown);
    return Promise.race([answered, ended.then(([code]) => `${name} ended with ${code}`)]);
  };
  const greeting = await answer();
  if (greeting !== ready) throw new Error(String(greeting));
  return {
    once: async () => {
      child.send('once');
      const durationMs = await answer();
      if (typeof durationMs === 'number') return durationMs;
      throw new Error(String(durationMs));
    },
    [Symbol.asyncDispose]: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

const ready = 'ready';

/** The other side: does the thing each time it is asked. @param end is called when nobody will ask again */
export function serve(thing: Subject, end: () => Promise<void> = async () => {}): void {
  process.on('message', () => {
    thing().then(
      (durationMs) => process.send?.(durationMs),
      (error: unknown) => process.send?.(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
  });
  process.once('disconnect', () => void end());
  process.send?.(ready);
}
