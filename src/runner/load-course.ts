import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FindingTable } from '../checks/finding.ts';
import type { Lesson } from '../course/lesson.ts';
import type { LessonEntry, PlannedLesson } from '../course/order.ts';

/** Every lesson of the course in order: from the catalogue that the build wrote, when it has just these lessons. */
export async function loadCourse(packageDir: string): Promise<readonly LessonEntry[]> {
  const [folders, catalogue] = await Promise.all([lessonFolders(packageDir), readCatalogue(packageDir)]);
  const isComplete = folders.join() === catalogue.map(({ folder }) => folder).join();
  return isComplete ? catalogue : loadManifests(packageDir);
}

/** The same from the manifests themselves, as they are after the last compilation. */
export async function loadManifests(packageDir: string): Promise<readonly PlannedLesson[]> {
  const folders = await lessonFolders(packageDir);
  return Promise.all(folders.map((folder) => loadLesson(packageDir, { folder })));
}

/** One lesson with its plan. */
export async function loadLesson(packageDir: string, { folder }: Pick<LessonEntry, 'folder'>): Promise<PlannedLesson> {
  const { default: lesson } = await importBuilt<{ default: Lesson }>(packageDir, folder, 'lesson.js');
  return { number: Number.parseInt(folder, 10), slug: lesson.slug, folder, lesson };
}

/** The words of a lesson's own findings. */
export async function loadFindings(packageDir: string, entry: LessonEntry): Promise<FindingTable> {
  return (await importBuilt<{ findings: FindingTable }>(packageDir, entry.folder, 'findings.js')).findings;
}

/** A lesson is found by its folder: `NN-slug` in lessons/. */
async function lessonFolders(packageDir: string): Promise<readonly string[]> {
  const isLesson = (name: string): boolean =>
    /^\d+-/.test(name) && existsSync(join(packageDir, 'lessons', name, 'lesson.ts'));
  return (await readdir(join(packageDir, 'lessons'))).filter(isLesson).toSorted();
}

/** Importing a manifest takes some milliseconds, and most commands need what a few lines say of each lesson. */
async function readCatalogue(packageDir: string): Promise<readonly LessonEntry[]> {
  const text = await readFile(join(packageDir, 'dist', 'bundle', 'catalogue.json'), 'utf8').catch(() => '[]');
  return JSON.parse(text) as readonly LessonEntry[];
}

/** What the runner itself loads of a lesson is JavaScript: Node refuses to strip types under node_modules. */
async function importBuilt<T>(packageDir: string, folder: string, file: string): Promise<T> {
  const url = pathToFileURL(join(packageDir, 'dist', 'lessons', folder, file)).href;
  return (await import(url)) as T;
}
