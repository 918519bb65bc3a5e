import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FindingTable } from '../checks/finding.ts';
import type { Lesson } from '../course/lesson.ts';
import type { LessonEntry } from '../course/order.ts';

/** Every lesson of the course in order. A lesson is found by its folder: `NN-slug` in lessons/. */
export async function loadCourse(packageDir: string): Promise<readonly LessonEntry[]> {
  const isLesson = (name: string): boolean =>
    /^\d+-/.test(name) && existsSync(join(packageDir, 'lessons', name, 'lesson.ts'));
  const folders = (await readdir(join(packageDir, 'lessons'))).filter(isLesson).toSorted();
  return Promise.all(
    folders.map(async (folder) => {
      const { default: lesson } = await importBuilt<{ default: Lesson }>(packageDir, folder, 'lesson.js');
      return { number: Number.parseInt(folder, 10), slug: lesson.slug, folder, lesson };
    }),
  );
}

/** The words of a lesson's own findings. */
export async function loadFindings(packageDir: string, entry: LessonEntry): Promise<FindingTable> {
  return (await importBuilt<{ findings: FindingTable }>(packageDir, entry.folder, 'findings.js')).findings;
}

/** What the runner itself loads of a lesson is JavaScript: Node refuses to strip types under node_modules. */
async function importBuilt<T>(packageDir: string, folder: string, file: string): Promise<T> {
  const url = pathToFileURL(join(packageDir, 'dist', 'lessons', folder, file)).href;
  return (await import(url)) as T;
}
