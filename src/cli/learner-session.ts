import type { World } from '../kernel/world.ts';
import { openSession, type Session } from '../runner/session.ts';
import { untoldDamage } from '../workspace/told-damage.ts';

/**
 * Opens the learner's session, and says once what could not be read of their journal.
 * @throws {UserError} no-workspace
 */
export async function openLearnerSession(world: World): Promise<Session> {
  const session = await openSession(world);
  for (const { line } of await untoldDamage(world, session.workspace.dir, session.damage)) {
    world.screen.writeError(
      `Line ${line} of your journal cannot be read. It is kept as it is and stepped over; nothing else is lost.\n`,
    );
  }
  return session;
}
