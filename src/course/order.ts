import type { Lesson, LessonCard } from './lesson.ts';
import { nameOf, readLessonText } from './lesson-text.ts';
import { lessonProgress, type Progress } from './progress.ts';

/** A lesson with its place in the course. */
export interface LessonEntry {
  readonly number: number;
  readonly slug: string;
  /** The name of its folder, in lessons/ and in a workspace: `07-request-logger`. */
  readonly folder: string;
  readonly lesson: LessonCard;
}

/** One that can be attempted. */
export interface PlannedLesson extends LessonEntry {
  readonly lesson: Lesson;
}

/**
 * Finds the lesson that a person means: its number (`3`, `03`, `#3`, `lesson 3`), slug, folder, title, the beginning of a
 * slug when only one lesson begins so, or a path to its folder or to anything inside. Case does not matter.
 *
 * @returns undefined when nothing fits, or when the text fits two lessons: see `suggestLessons`
 */
export function findLesson(entries: readonly LessonEntry[], text: string): LessonEntry | undefined {
  const wanted = readLessonText(text);
  if (wanted.number !== undefined) return entries.find((entry) => entry.number === wanted.number);
  if (wanted.path) return insideOf(entries, wanted.path);
  if (wanted.name === '') return undefined;
  return (
    entries.find((entry) => entry.slug === wanted.name) ??
    entries.find((entry) => nameOf(entry.folder) === wanted.name || nameOf(entry.lesson.title) === wanted.name) ??
    byFolderName(entries, wanted.name) ??
    onlyOne(entries.filter((entry) => entry.slug.startsWith(wanted.name) || entry.folder.startsWith(wanted.name)))
  );
}

/**
 * The lesson to go to next: the first one after `from` that is neither passed, skipped nor revealed; when there is none,
 * the first such lesson of the course.
 *
 * @param from a slug; undefined to look from the beginning
 * @returns undefined when nothing is left to do
 */
export function nextLesson(
  entries: readonly LessonEntry[],
  progress: Progress,
  from: string | undefined,
): LessonEntry | undefined {
  const isOpen = (entry: LessonEntry): boolean => {
    const { state } = lessonProgress(progress, entry.slug);
    return entry.slug !== from && (state === 'todo' || state === 'started');
  };
  const place = entries.findIndex((entry) => entry.slug === from);
  return entries.slice(place + 1).find(isOpen) ?? entries.find(isOpen);
}

/** The innermost folder of the path that is a lesson's. */
function insideOf(entries: readonly LessonEntry[], path: readonly string[]): LessonEntry | undefined {
  const found = path.map((part) => byFolderName(entries, part) ?? entries.find((entry) => entry.slug === part));
  return found.findLast((entry) => entry !== undefined);
}

/** A folder keeps the number it was made with, also after the course was renumbered: the slug decides. */
function byFolderName(entries: readonly LessonEntry[], name: string): LessonEntry | undefined {
  const slug = /^\d+-(.+)$/.exec(name)?.[1];
  return slug === undefined ? undefined : entries.find((entry) => entry.slug === slug);
}

function onlyOne(entries: readonly LessonEntry[]): LessonEntry | undefined {
  return entries.length === 1 ? entries[0] : undefined;
}
