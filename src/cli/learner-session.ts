import type { World } from '../kernel/world.ts';
import { openSession, type Session } from '../runner/session.ts';

/**
 * Opens the learner's session, and says once what could not be read of their journal.
 * @throws {UserError} no-workspace
 */
export async function openLearnerSession(world: World): Promise<Session> {
  const session = await openSession(world);
  if (session.damage.length === 0) return session;
  const { untoldDamage } = await import('../workspace/told-damage.ts');
  for (const { line } of await untoldDamage(world, session.workspace.dir, session.damage)) {
    world.screen.writeError(
      `Line ${line} of your journal cannot be read. It is kept as it is and stepped over; nothing else is lost.\n`,
    );
  }
  return session;
}
