import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LessonEntry } from '../../course/order.ts';
import type { World } from '../../kernel/world.ts';
import { linkModules } from '../../workspace/link-modules.ts';

/** A temporary workspace in which programs are laid out and tried; gone at the end. */
export interface TrialGround extends AsyncDisposable {
  /** Of all programs that run in it. */
  readonly compileCacheDir: string;
  /** A new folder each time, named as the lesson's folder in a workspace. */
  folderFor(entry: LessonEntry): string;
}

export async function openTrialGround(world: World): Promise<TrialGround> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'learn-obs-author-')));
  let folders = 0;
  await linkModules(world, dir);
  return {
    compileCacheDir: join(dir, 'compile-cache'),
    folderFor: (entry) => join(dir, String(folders++), entry.folder),
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  };
}
