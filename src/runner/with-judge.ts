import type { World } from '../kernel/world.ts';
import { openJudge, type Judge } from './hidden-checks.ts';

/**
 * A judge for as long as some work takes; nothing of it is left afterwards, whatever happens.
 * @param work is begun at once, while the judge may still be opening
 */
export async function withJudge<T>(world: World, work: (judge: Promise<Judge>) => Promise<T>): Promise<T> {
  const judge = openJudge(world);
  // Who awaits it is told; until then nobody may have.
  judge.catch(() => undefined);
  try {
    return await work(judge);
  } finally {
    const opened = await judge.catch(() => undefined);
    await opened?.[Symbol.asyncDispose]();
  }
}
