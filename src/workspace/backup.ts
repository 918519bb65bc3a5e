import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LessonEntry } from '../course/order.ts';
import type { World } from '../kernel/world.ts';
import { syncFolder } from './atomic-file.ts';
import { copyTree } from './copy-tree.ts';
import { fileTrouble, troubleCode } from './file-trouble.ts';
import type { Workspace } from './open-workspace.ts';

/** A copy of a lesson's folder as it was at one moment. */
export interface Backup {
  /** For example `20261123T021433Z-2`: when it was made (UTC), and its number. */
  readonly name: string;
  /** Absolute. */
  readonly dir: string;
}

type BackupWorld = Pick<World, 'pid' | 'clock'>;

/** Copying takes seconds: an unfinished backup this old was left by a process that was killed. */
const staleAfterMs = 3_600_000;

/**
 * Copies a lesson's folder, completely, to .learn-obs/backups/<slug>/. It has its name only when all of it is on disk, and
 * removes nothing.
 *
 * @param ending added to its name
 * @returns undefined when the lesson has no folder yet
 * @throws {UserError} backup-failed
 */
export async function backUp(
  world: BackupWorld,
  workspace: Workspace,
  entry: LessonEntry,
  ending = '',
): Promise<Backup | undefined> {
  const lessonDir = await workspace.lessonDir(entry);
  if (!(await isFolder(lessonDir))) return undefined;
  const folder = join(workspace.backupsDir, entry.slug);
  try {
    await mkdir(folder, { recursive: true });
    await removeStalePartials(folder, world.clock.now());
    const partial = partialPath(folder, world.pid);
    await rm(partial, { recursive: true, force: true });
    await copyTree(lessonDir, partial);
    return await nameBackup(partial, folder, stampOf(world.clock.now()), ending);
  } catch (error) {
    throw fileTrouble('backup-failed', lessonDir, error);
  }
}

/** Where a process puts together what is to be renamed when it is whole. */
export function partialPath(folder: string, pid: number): string {
  return join(folder, `.partial-${pid}`);
}

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function nameBackup(partial: string, folder: string, stamp: string, ending: string): Promise<Backup> {
  for (;;) {
    const name = `${stamp}-${(await highestNumber(folder)) + 1}${ending}`;
    const dir = join(folder, name);
    try {
      await rename(partial, dir);
    } catch (error) {
      // Another process took the name in between: take the next one.
      if (!takenCodes.has(troubleCode(error) ?? '') || !(await isFolder(dir))) throw error;
      continue;
    }
    await syncFolder(folder);
    await syncFolder(dirname(folder));
    return { name, dir };
  }
}

const takenCodes: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM']);

async function highestNumber(folder: string): Promise<number> {
  const numbers = (await readdir(folder)).map((name) => Number(/^\d{8}T\d{6}Z-(\d+)/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

/** `20261123T021433Z`: sorts by time, and is a file name everywhere. */
function stampOf(nowMs: number): string {
  return new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '');
}

async function removeStalePartials(folder: string, nowMs: number): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith('.partial-')) continue;
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found && nowMs - found.mtimeMs > staleAfterMs) await rm(join(folder, name), { recursive: true, force: true });
  }
}
