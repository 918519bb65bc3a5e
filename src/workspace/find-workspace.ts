import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LessonEntry } from '../course/order.ts';

/** What learn-obs keeps for itself in a workspace; a folder that has it is a workspace. */
export const stateFolder = '.learn-obs';

/** What a workspace is called unless the learner says otherwise. */
export const defaultWorkspaceName = 'learn-obs-workspace';

/**
 * The workspace one stands in, however deep, or else the one right below: people start learn-obs from where they first
 * called it.
 *
 * @returns its absolute path; undefined when there is none
 */
export async function findWorkspace(cwd: string): Promise<string | undefined> {
  for (const folder of [...foldersUpFrom(cwd), join(cwd, defaultWorkspaceName)]) {
    if (await isWorkspace(folder)) return folder;
  }
  return undefined;
}

export async function isWorkspace(folder: string): Promise<boolean> {
  return isFolder(join(folder, stateFolder));
}

/**
 * The folder of a lesson in a workspace: the one that is there, also under the number the lesson had when it was made;
 * else where it will be.
 */
export async function findLessonDir(workspaceDir: string, entry: LessonEntry): Promise<string> {
  const usual = join(workspaceDir, entry.folder);
  if (await isFolder(usual)) return usual;
  const names: string[] = await readdir(workspaceDir).catch(() => []);
  for (const name of names.toSorted()) {
    const isOfLesson = /^\d+-(.+)$/.exec(name)?.[1] === entry.slug;
    if (isOfLesson && (await isFolder(join(workspaceDir, name)))) return join(workspaceDir, name);
  }
  return usual;
}

function foldersUpFrom(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersUpFrom(above)];
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
