import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { LessonEntry } from '../course/order.ts';
import type { World } from '../kernel/world.ts';
import { createFile, removeStaleTemporaries } from './atomic-file.ts';
import { fileTrouble, isMissing } from './file-trouble.ts';

/** One file a learner gets with a lesson. */
export interface LessonFile {
  /** Relative to the lesson's folder, with `/`: `src/orders.ts`. */
  readonly target: string;
  /** Absolute path in the installed package. */
  readonly source: string;
}

/**
 * The files of a lesson's starter: its README, what the manifest names of lessons/given/, and starter/ on top, which
 * mirrors the lesson's folder.
 */
export async function lessonFiles(packageDir: string, entry: LessonEntry): Promise<readonly LessonFile[]> {
  const lesson = join(packageDir, 'lessons', entry.folder);
  const files = new Map<string, string>([['README.md', join(lesson, 'README.md')]]);
  for (const [target, source] of Object.entries(entry.lesson.given ?? {})) {
    files.set(target, join(packageDir, 'lessons', 'given', source));
  }
  for (const [target, source] of await filesBelow(join(lesson, 'starter'))) files.set(target, source);
  return [...files].map(([target, source]) => ({ target, source }));
}

/**
 * Puts a lesson's starter into `lessonDir`. Only files that are not there are written, each whole or not at all, so nothing
 * of the learner's is ever overwritten, and a scaffold that was cut short is completed by the next one.
 *
 * @returns the targets that were written
 * @throws {UserError} cannot-write
 */
export async function scaffoldLesson(
  world: Pick<World, 'packageDir' | 'pid' | 'clock'>,
  lessonDir: string,
  entry: LessonEntry,
): Promise<readonly string[]> {
  const files = await lessonFiles(world.packageDir, entry);
  const written: string[] = [];
  for (const { target, source } of files) {
    const content = withPlainLineEnds(await readFile(source));
    if (await create(join(lessonDir, ...target.split('/')), content, world.pid)) written.push(target);
  }
  const folders = new Set(files.map(({ target }) => dirname(join(lessonDir, target))));
  await Promise.all([...folders].map((folder) => removeStaleTemporaries(folder, world.clock.now())));
  return written;
}

async function filesBelow(folder: string): Promise<[target: string, source: string][]> {
  try {
    const inside = await readdir(folder, { recursive: true, withFileTypes: true });
    const sources = inside.filter((item) => item.isFile()).map((item) => join(item.parentPath, item.name));
    return sources.toSorted().map((source) => [relative(folder, source).split(sep).join('/'), source]);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function create(path: string, content: Uint8Array, pid: number): Promise<boolean> {
  try {
    return await createFile(path, content, pid);
  } catch (error) {
    throw fileTrouble('cannot-write', path, error);
  }
}

/** A checkout on Windows may have turned LF into CRLF; a file with a NUL byte is no text. */
function withPlainLineEnds(content: Buffer): Uint8Array {
  if (content.includes(0) || !content.includes('\r\n')) return content;
  return Buffer.from(content.toString('utf8').replaceAll('\r\n', '\n'));
}
