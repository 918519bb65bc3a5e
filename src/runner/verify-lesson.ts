import { join } from 'node:path';
import { lessonProgress } from '../course/progress.ts';
import type { LessonEntry } from '../course/order.ts';
import type { Standby } from '../observe/standby.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { attempt, type Attempt } from './attempt.ts';
import type { Judge } from './hidden-checks.ts';
import { loadLesson } from './load-course.ts';
import type { Session } from './session.ts';

export interface VerifyOptions {
  readonly judge: Promise<Judge>;
  readonly standby?: Standby;
  readonly signal?: AbortSignal;
  readonly seed?: string;
}

/**
 * One attempt at a lesson of the workspace. The verdict is in the journal, and its evidence beside it, before this resolves.
 * A folder that is gone is a verdict too: it could not be checked.
 * @throws {UserError} journal-not-writable
 */
export async function verifyLesson(session: Session, entry: LessonEntry, options: VerifyOptions): Promise<Attempt> {
  const { world, workspace } = session;
  const made = await attempt({
    world,
    entry: await loadLesson(world.packageDir, entry),
    lessonDir: await workspace.lessonDir(entry),
    compileCacheDir: compileCacheOf(workspace),
    judge: options.judge,
    signal: options.signal ?? world.interrupted,
    ...(options.standby ? { standby: options.standby } : {}),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  await keep(session, entry, made);
  return made;
}

/** Where Node keeps compiled code of the learner's programs between attempts. */
export function compileCacheOf({ dir }: Workspace): string {
  return join(dir, '.learn-obs', 'compile-cache');
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
