import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LessonEntry } from '../../course/order.ts';

/** One program that a lesson's author promises something about. */
export interface LessonCase {
  readonly kind: 'starter' | 'solution' | 'variant' | 'mistake';
  /** `starter`, `solution`, or the name of its folder in variants/ or mistakes/. */
  readonly name: string;
  /** Folders whose files are laid over each other, the last one on top. */
  readonly layers: readonly string[];
}

/** Everything that is tried of a lesson. A variant or a mistake holds only the files that differ from the solution. */
export async function lessonCases(packageDir: string, entry: LessonEntry): Promise<readonly LessonCase[]> {
  const lesson = join(packageDir, 'lessons', entry.folder);
  const starter = join(lesson, 'starter');
  const solved = [starter, join(packageDir, 'solutions', entry.folder)];
  const named = async (kind: 'variant' | 'mistake', folder: string): Promise<LessonCase[]> =>
    (await namesIn(folder)).map((name) => ({ kind, name, layers: [...solved, join(folder, name)] }));
  return [
    { kind: 'starter', name: 'starter', layers: [starter] },
    { kind: 'solution', name: 'solution', layers: solved },
    ...(await named('variant', join(lesson, 'variants'))),
    ...(await named('mistake', join(lesson, 'mistakes'))),
  ];
}

/** Lay a case out as a learner would have it: what is given, the starter, and what lies on top. */
export async function layOut(
  packageDir: string,
  entry: LessonEntry,
  layers: readonly string[],
  target: string,
): Promise<void> {
  for (const [place, source] of Object.entries(entry.lesson.given ?? {})) {
    await mkdir(dirname(join(target, place)), { recursive: true });
    await cp(join(packageDir, 'lessons/given', source), join(target, place));
  }
  for (const layer of layers) {
    await cp(layer, target, { recursive: true, filter: (path) => !path.endsWith('expected.txt') });
  }
}

/** What is recorded of a mistake; undefined when nothing is yet. */
export async function expectedText(mistake: LessonCase): Promise<string | undefined> {
  const file = expectedFile(mistake);
  return existsSync(file) ? (await readFile(file, 'utf8')).replaceAll('\r\n', '\n') : undefined;
}

export function expectedFile(mistake: LessonCase): string {
  return join(mistake.layers.at(-1) ?? '', 'expected.txt');
}

async function namesIn(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const inside = await readdir(folder, { withFileTypes: true });
  return inside
    .filter((item) => item.isDirectory())
    .map((item) => item.name)
    .toSorted();
}
