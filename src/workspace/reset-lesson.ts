import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalEvent } from '../course/journal-event.ts';
import type { LessonEntry } from '../course/order.ts';
import { UserError } from '../kernel/errors.ts';
import type { FileTroubleCode } from '../kernel/user-error-args.ts';
import type { World } from '../kernel/world.ts';
import { backUp, isFolder, partialPath } from './backup.ts';
import { copyTree, moveInside } from './copy-tree.ts';
import { fileTrouble } from './file-trouble.ts';
import type { Workspace } from './open-workspace.ts';
import { scaffoldLesson } from './scaffold.ts';

type ResetWorld = Pick<World, 'packageDir' | 'pid' | 'clock'>;

/**
 * Puts a lesson back to its starter. What was in its folder, also files the learner added, goes into a backup.
 *
 * The order makes it safe to be killed anywhere: (1) a complete copy is on disk, (2) the journal names it, so `undoReset`
 * will find it, (3) only then the files leave the folder: each is moved over its own copy, so what was saved in the last
 * moment is kept too, (4) the starter is laid out; a start that finds it half laid out completes it.
 *
 * @returns the backup's name; undefined when there was nothing to back up
 * @throws {UserError} backup-failed, journal-not-writable: nothing was changed; reset-unfinished: call it again
 */
export async function resetLesson(
  world: ResetWorld,
  workspace: Workspace,
  entry: LessonEntry,
): Promise<string | undefined> {
  const lessonDir = await workspace.lessonDir(entry);
  const backup = await backUp(world, workspace, entry);
  if (backup) {
    await workspace.journal.append({ kind: 'reset', lesson: entry.slug, backup: backup.name });
    await orUnfinished('reset-unfinished', lessonDir, () => moveInside(lessonDir, backup.dir));
  }
  await scaffoldLesson(world, lessonDir, entry);
  return backup?.name;
}

/**
 * Takes back the last reset of a lesson that was not yet taken back. Called again, it goes back one reset further.
 *
 * The same order: what is in the folder now is backed up first (in a backup of its own, its name ends in `-before-undo`),
 * then moved there; the old files are copied beside the folder and moved in one by one, so the old backup stays whole; the
 * journal says last that it was undone. Killed before that, it can simply be called again.
 *
 * @returns the name of the backup that was restored
 * @throws {UserError} nothing-to-undo, backup-failed: nothing was changed; undo-unfinished: call it again
 */
export async function undoReset(world: ResetWorld, workspace: Workspace, entry: LessonEntry): Promise<string> {
  const name = await lastBackupToRestore(workspace, entry.slug);
  if (name === undefined) throw new UserError('nothing-to-undo', { lesson: entry.slug });
  const lessonDir = await workspace.lessonDir(entry);
  const folder = join(workspace.backupsDir, entry.slug);
  const present = await backUp(world, workspace, entry, '-before-undo');
  await orUnfinished('undo-unfinished', lessonDir, async () => {
    const partial = partialPath(folder, world.pid);
    await rm(partial, { recursive: true, force: true });
    await copyTree(join(folder, name), partial);
    if (present) await moveInside(lessonDir, present.dir);
    await moveInside(partial, lessonDir);
    await rm(partial, { recursive: true, force: true });
  });
  await workspace.journal.append({ kind: 'undone', lesson: entry.slug, backup: name });
  return name;
}

async function lastBackupToRestore(workspace: Workspace, slug: string): Promise<string | undefined> {
  const { events } = await workspace.journal.read();
  const ofLesson = events.filter((event) => event.lesson === slug);
  const undone = new Set(ofLesson.flatMap((event) => backupOf(event, 'undone')));
  const left = ofLesson.flatMap((event) => backupOf(event, 'reset')).filter((name) => !undone.has(name));
  for (const name of left.toReversed()) {
    if (await isFolder(join(workspace.backupsDir, slug, name))) return name;
  }
  return undefined;
}

function backupOf(event: JournalEvent, kind: 'reset' | 'undone'): string[] {
  return event.kind === kind ? [event.backup] : [];
}

async function orUnfinished(code: FileTroubleCode, path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw fileTrouble(code, path, error);
  }
}
