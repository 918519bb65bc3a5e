import type { Clock } from '../kernel/world.ts';

/**
 * Waits for the event, at most so long, and leaves no timer behind. What is left of a deadline may be negative: it is over.
 * @returns true when the event came; false when the time was over or the signal was aborted
 */
export async function within(
  clock: Clock,
  durationMs: number,
  event: Promise<unknown>,
  signal?: AbortSignal,
): Promise<boolean> {
  const enough = new AbortController();
  const patience = signal === undefined ? enough.signal : AbortSignal.any([enough.signal, signal]);
  try {
    return await Promise.race([
      event.then(() => true),
      clock.sleep(Math.max(0, durationMs), patience).then(() => false),
    ]);
  } finally {
    enough.abort();
  }
}
