import { existsSync } from 'node:fs';
import type { LessonEntry } from '../course/order.ts';
import { UserError } from '../kernel/errors.ts';
import { lessonOf, type Session } from './session.ts';

/**
 * The folder of a lesson that was begun.
 * @throws {UserError} lesson-not-begun
 */
export async function begunLesson({ workspace }: Session, entry: LessonEntry): Promise<string> {
  const dir = await workspace.lessonDir(entry);
  if (existsSync(dir)) return dir;
  throw new UserError('lesson-not-begun', { number: entry.number, slug: entry.slug }, 2);
}

/**
 * The lessons that a call is about, in the order of the course: the one named (or where one stands, or the current one), or
 * all whose files are in the workspace.
 * @throws {UserError} unknown-lesson, lesson-not-begun: there is at least one, and the files of each are there
 */
export async function begunLessons(
  session: Session,
  wanted: { readonly name: string | undefined; readonly isAll: boolean },
): Promise<readonly LessonEntry[]> {
  const { course, workspace } = session;
  const isThere = await Promise.all(course.map(async (entry) => existsSync(await workspace.lessonDir(entry))));
  const begun = course.filter((_, index) => isThere[index]);
  if (wanted.isAll && begun.length > 0) return begun;
  const entry = lessonOf(session, wanted.name);
  await begunLesson(session, entry);
  return [entry];
}
