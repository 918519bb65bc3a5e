import { relative } from 'node:path';
import { findLesson, type LessonEntry } from '../course/order.ts';
import { suggestLessons } from '../course/suggest-lessons.ts';
import { lessonProgress, progressOf, type LessonState, type Progress } from '../course/progress.ts';
import type { DamagedLine } from '../course/read-journal.ts';
import { UserError } from '../kernel/errors.ts';
import type { World } from '../kernel/world.ts';
import { makeWorkspace, openWorkspace, type Workspace } from '../workspace/open-workspace.ts';
import { loadCourse } from './load-course.ts';
import { notedWorkspace } from './noted-workspace.ts';

/** The learner at work: the course, their workspace and how far they have come. */
export interface Session {
  readonly world: World;
  readonly course: readonly LessonEntry[];
  readonly workspace: Workspace;
  readonly progress: Progress;
  /** Lines of the journal that cannot be read; they are kept and stepped over. */
  readonly damage: readonly DamagedLine[];
}

/**
 * Opens the workspace one stands in (or the one below).
 * @throws {UserError} no-workspace
 */
export async function openSession(world: World): Promise<Session> {
  const [course, workspace] = await Promise.all([loadCourse(world.packageDir), openWorkspace(world)]);
  return refresh({ world, course, workspace: notedWorkspace(workspace, world.instruments) });
}

/**
 * Opens a workspace to begin or to come back to, and makes it where there is none.
 * @throws {UserError} not-a-workspace
 */
export async function startSession(world: World, dir?: string): Promise<Session> {
  const [course, workspace] = await Promise.all([loadCourse(world.packageDir), makeWorkspace(world, dir)]);
  return refresh({ world, course, workspace: notedWorkspace(workspace, world.instruments) });
}

/** The same session with the progress as it stands in the journal now. */
export async function refresh(session: Pick<Session, 'world' | 'course' | 'workspace'>): Promise<Session> {
  const { events, damage } = await session.workspace.journal.read();
  return { ...session, progress: progressOf(events), damage };
}

/**
 * The lesson that is meant: the one named; else the one whose folder one stands in; else the current one.
 * @throws {UserError} unknown-lesson
 */
export function lessonOf(session: Session, name?: string): LessonEntry {
  const { course, progress } = session;
  if (name !== undefined) return namedLesson(course, name);
  const here = lessonHere(session);
  return here ?? course.find((entry) => entry.slug === progress.current) ?? course[0]!;
}

/** @throws {UserError} unknown-lesson, with the nearest names */
export function namedLesson(course: readonly LessonEntry[], name: string): LessonEntry {
  const found = findLesson(course, name);
  if (found) return found;
  const near = suggestLessons(course, name).map((entry) => `${entry.number} ${entry.slug}`);
  throw new UserError('unknown-lesson', { name, near });
}

/** What `list --json` prints of a lesson. */
export interface ListedLesson {
  readonly number: number;
  readonly slug: string;
  readonly title: string;
  readonly chapter: string;
  readonly minutes: number;
  readonly state: LessonState;
}

/** The lessons whose number, name, chapter or state holds the text; all of them without one. */
export function listedLessons({ course, progress }: Session, text = ''): readonly ListedLesson[] {
  const wanted = text.trim().toLowerCase();
  return course
    .map(({ number, slug, lesson }) => ({
      number,
      slug,
      title: lesson.title,
      chapter: lesson.chapter,
      minutes: lesson.minutes,
      state: lessonProgress(progress, slug).state,
    }))
    .filter((listed) => Object.values(listed).join(' ').toLowerCase().includes(wanted));
}

/** How many lessons of this course are passed. */
export function passedCount({ course, progress }: Session): number {
  return course.filter((entry) => lessonProgress(progress, entry.slug).state === 'passed').length;
}

/** A folder keeps the number it was made with, also after the course was renumbered: the slug decides. */
function lessonHere({ world, course, workspace }: Session): LessonEntry | undefined {
  const [folder = ''] = relative(workspace.dir, world.cwd).split(/[/\\]/);
  const slug = /^\d+-(.+)$/.exec(folder)?.[1];
  return course.find((entry) => entry.slug === slug);
}
