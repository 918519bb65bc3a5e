import { cp, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launcher, packageDir } from './built.ts';
import { timeProgram } from './time-program.ts';

export interface Place extends AsyncDisposable {
  readonly dir: string;
}

/** A new folder; gone at the end. */
export async function temporaryPlace(): Promise<Place> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'learn-obs-bench-')));
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) };
}

/** A place in which the packages of this repository can be imported. */
export async function placeWithPackages(): Promise<Place> {
  const place = await temporaryPlace();
  await symlink(join(packageDir, 'node_modules'), join(place.dir, 'node_modules'), 'junction');
  return place;
}

/** A workspace with the reference answer of a lesson in it. @param folder of the lesson */
export async function solvedWorkspace(folder = '00-welcome'): Promise<Place & { readonly lessonDir: string }> {
  const place = await temporaryPlace();
  await timeProgram([launcher, 'start', place.dir, '--yes', '--no-watch'], { cwd: place.dir });
  await timeProgram([launcher, 'goto', folder], { cwd: place.dir });
  const lessonDir = join(place.dir, folder);
  await cp(join(packageDir, 'solutions', folder), lessonDir, { recursive: true });
  return { ...place, lessonDir };
}
