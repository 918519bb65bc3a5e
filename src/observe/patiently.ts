import { longWaitMs } from './limits.ts';
import type { Stage } from './stage.ts';
import { within } from './within.ts';

/** What may take long although nothing is at work: once it does, the next run begins meanwhile. */
export async function patiently<T>(stage: Stage, wait: Promise<T>): Promise<T> {
  void within(
    stage.world.clock,
    longWaitMs,
    wait.catch(() => {}),
  ).then((isOver) => {
    if (!isOver) stage.yieldTurn();
  });
  return wait;
}
