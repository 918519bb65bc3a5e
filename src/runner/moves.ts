import { nextLesson, type LessonEntry } from '../course/order.ts';
import { lessonProgress } from '../course/progress.ts';
import { UserError } from '../kernel/errors.ts';
import { scaffoldLesson } from '../workspace/scaffold.ts';
import { refresh, type Session } from './session.ts';

/** Begin a lesson, or come back to it: its files are there afterwards, and it is the current one. */
export async function goTo(session: Session, entry: LessonEntry): Promise<Session> {
  const { world, workspace, progress } = session;
  await world.instruments.span('scaffold', { lesson: entry.slug }, async () =>
    scaffoldLesson(world, await workspace.lessonDir(entry), entry),
  );
  const { state } = lessonProgress(progress, entry.slug);
  const isBack = progress.current === entry.slug && state !== 'skipped';
  if (state === 'todo') await workspace.journal.append({ kind: 'started', lesson: entry.slug });
  else if (!isBack) await workspace.journal.append({ kind: 'moved', lesson: entry.slug });
  return refresh(session);
}

/** Whether the learner may leave the lesson behind: it is passed, skipped or revealed. */
export function mayMoveOn({ progress }: Session, entry: LessonEntry): boolean {
  return ['passed', 'skipped', 'revealed'].includes(lessonProgress(progress, entry.slug).state);
}

/**
 * Move to the next open lesson.
 * @returns the lesson; undefined when the whole course is done
 * @throws {UserError} not-passed-yet
 */
export async function openNext(
  session: Session,
  from: LessonEntry,
): Promise<{ session: Session; entry?: LessonEntry }> {
  if (!mayMoveOn(session, from))
    throw new UserError('not-passed-yet', { number: from.number, title: from.lesson.title }, 1);
  const entry = nextLesson(session.course, session.progress, from.slug);
  if (!entry) return { session };
  return { session: await goTo(session, entry), entry };
}

/** Leave a lesson for later. A passed lesson stays passed. */
export async function skip(session: Session, entry: LessonEntry): Promise<Session> {
  await session.workspace.journal.append({ kind: 'skipped', lesson: entry.slug });
  return refresh(session);
}
