import { lstat, mkdir, realpath, rename, rm, rmdir, symlink } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { World } from '../kernel/world.ts';
import { exists } from './atomic-file.ts';
import { fileTrouble, troubleCode } from './file-trouble.ts';
import { findModule, learnerModules } from './learner-modules.ts';

/** How one module stands in a workspace. */
export interface ModuleLink {
  readonly name: string;
  /** Absolute: where the workspace has it. */
  readonly path: string;
  /** Absolute: where learn-obs has it; absent when learn-obs itself was installed without it. */
  readonly target?: string;
  readonly state: LinkState;
}

export type LinkState =
  /** A link to the module that learn-obs came with. */
  | 'linked'
  /** A real folder, or a link to one inside the workspace, as package managers make them. */
  | 'installed'
  /** A link that leads to a module somewhere else: as another learn-obs, or pnpm with one store for all, makes them. */
  | 'elsewhere'
  /** Nothing is there. */
  | 'missing'
  /** Something is there that no program can import. */
  | 'broken';

/** How the learners' modules stand in the workspace `dir`. Changes nothing. */
export async function checkLinks(world: Pick<World, 'packageDir'>, dir: string): Promise<readonly ModuleLink[]> {
  return Promise.all(learnerModules.map((name) => checkLink(world.packageDir, dir, name)));
}

/**
 * Links the learners' modules into the workspace `dir`, where they are not there or cannot be imported. What a package
 * manager installed is left alone; links of another learn-obs are turned to this one.
 *
 * @returns what was not in order before, as it stands now: all `linked`, unless learn-obs itself is incomplete or a folder
 *   with files in it stands in the way
 * @throws {UserError} cannot-write
 */
export async function linkModules(
  world: Pick<World, 'packageDir' | 'pid'>,
  dir: string,
): Promise<readonly ModuleLink[]> {
  const isPnpm = await exists(join(dir, 'node_modules', '.modules.yaml'));
  const before = await checkLinks(world, dir);
  const wrong = before.filter(({ state }) => isWrong(state, isPnpm));
  await Promise.all(wrong.map((link) => linkModule(link, world.pid)));
  return Promise.all(wrong.map(({ name }) => checkLink(world.packageDir, dir, name)));
}

async function checkLink(packageDir: string, dir: string, name: string): Promise<ModuleLink> {
  const path = join(dir, 'node_modules', ...name.split('/'));
  const target = await findModule(packageDir, name);
  const link = { name, path, ...(target === undefined ? {} : { target }) };
  const found = await lstat(path).catch(() => undefined);
  if (!found) return { ...link, state: 'missing' };
  if (!(await exists(join(path, 'package.json')))) return { ...link, state: 'broken' };
  if (!found.isSymbolicLink()) return { ...link, state: 'installed' };
  const leadsTo = await realpath(path);
  if (leadsTo === target) return { ...link, state: 'linked' };
  return { ...link, state: leadsTo.startsWith((await realpath(dir)) + sep) ? 'installed' : 'elsewhere' };
}

function isWrong(state: LinkState, isPnpm: boolean): boolean {
  return state === 'missing' || state === 'broken' || (state === 'elsewhere' && !isPnpm);
}

async function linkModule({ path, target }: ModuleLink, pid: number): Promise<void> {
  if (target === undefined) return;
  try {
    await mkdir(dirname(path), { recursive: true });
    const found = await lstat(path).catch(() => undefined);
    if (found?.isSymbolicLink()) await replaceLink(target, path, pid);
    else if (!found || (await removeEmptyFolder(path))) await symlink(target, path, linkKind);
  } catch (error) {
    // Another learn-obs was quicker: its link is as good.
    if (troubleCode(error) === 'EEXIST' && (await exists(path))) return;
    throw fileTrouble('cannot-write', path, error);
  }
}

/** Windows lets everybody make junctions, but not symbolic links; other systems ignore the word. */
const linkKind = 'junction';

/** Puts a new link in the place of an old one, so that another process never finds none. */
async function replaceLink(target: string, path: string, pid: number): Promise<void> {
  const temporary = `${path}.${pid}.tmp`;
  await rm(temporary, { force: true });
  await symlink(target, temporary, linkKind);
  try {
    await rename(temporary, path);
  } catch {
    // Windows renames no junction over another one.
    await rm(path, { force: true });
    await rename(temporary, path);
  }
}

/** @returns whether the place is free now; a folder with files in it, or a file, is not ours to take away */
async function removeEmptyFolder(path: string): Promise<boolean> {
  return rmdir(path).then(
    () => true,
    () => false,
  );
}
