import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lessonProgress } from '../course/progress.ts';
import type { LessonEntry } from '../course/order.ts';
import { UserError } from '../kernel/errors.ts';
import type { ObserveEvent } from '../observe/observe.ts';
import type { ProgramSlots } from '../observe/program-slots.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { attempt, type Attempt } from './attempt.ts';
import type { Judge } from './hidden-checks.ts';
import type { Session } from './session.ts';

export interface VerifyOptions {
  readonly judge: Promise<Judge>;
  readonly signal?: AbortSignal;
  readonly seed?: string;
  readonly slots?: ProgramSlots;
  readonly onProgress?: (event: ObserveEvent) => void;
}

/**
 * One attempt at a lesson of the workspace. The verdict is in the journal, and its evidence beside it, before this resolves.
 * @throws {UserError} lesson-not-begun, journal-not-writable
 */
export async function verifyLesson(session: Session, entry: LessonEntry, options: VerifyOptions): Promise<Attempt> {
  const { world, workspace } = session;
  const lessonDir = await begunLesson(session, entry);
  const made = await attempt({
    world,
    entry,
    lessonDir,
    compileCacheDir: compileCacheOf(workspace),
    judge: options.judge,
    signal: options.signal ?? world.interrupted,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.slots ? { slots: options.slots } : {}),
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
  });
  await keep(session, entry, made);
  return made;
}

/**
 * The folder of a lesson that was begun.
 * @throws {UserError} lesson-not-begun
 */
export async function begunLesson({ workspace }: Session, entry: LessonEntry): Promise<string> {
  const dir = await workspace.lessonDir(entry);
  if (existsSync(dir)) return dir;
  throw new UserError('lesson-not-begun', { number: entry.number, slug: entry.slug }, 2);
}

/** Where Node keeps compiled code of the learner's programs between attempts. */
export function compileCacheOf({ dir }: Workspace): string {
  return join(dir, '.learn-obs', 'compile-cache');
}

/** Every lesson whose files are in the workspace, in the order of the course. */
export async function begunLessons({ course, workspace }: Session): Promise<readonly LessonEntry[]> {
  const isBegun = await Promise.all(course.map(async (entry) => existsSync(await workspace.lessonDir(entry))));
  return course.filter((_, index) => isBegun[index]);
}

/** The journal first: what the learner is told must be on disk. The evidence is for looking at, and may be lost. */
async function keep(
  { workspace, progress }: Session,
  entry: LessonEntry,
  { evidence, verdict }: Attempt,
): Promise<void> {
  const failing = verdict.checks.flatMap(({ id, finding }) => (finding ? [{ check: id, code: finding.code }] : []));
  await workspace.journal.append({
    kind: 'attempted',
    lesson: entry.slug,
    verdict: verdict.verdict,
    failing,
    durationMs: verdict.durationMs,
    seed: verdict.seed,
  });
  const { state, firstPassedAt } = lessonProgress(progress, entry.slug);
  if (verdict.verdict === 'pass' && state !== 'revealed' && firstPassedAt === undefined) {
    await workspace.journal.append({ kind: 'passed', lesson: entry.slug });
  }
  await workspace.evidence.save(entry.slug, { evidence, verdict });
}
