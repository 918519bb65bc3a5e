import { readLessonText } from './lesson-text.ts';
import type { LessonEntry } from './order.ts';

/** More names than this are a list, not a suggestion. */
const mostSuggestions = 3;

/** The lessons whose names are nearest to a text that names none, nearest first; empty when nothing is near. */
export function suggestLessons(entries: readonly LessonEntry[], text: string): readonly LessonEntry[] {
  const wanted = readLessonText(text);
  const name = wanted.path?.at(-1) ?? wanted.name;
  if (name === '') return [];
  const { number } = wanted;
  if (number !== undefined) return nearNumber(entries, number).slice(0, 1);
  return entries
    .map((entry) => ({ entry, distance: distanceTo(entry, name) }))
    .filter(({ distance }) => distance <= Math.max(2, name.length / 3))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, mostSuggestions)
    .map(({ entry }) => entry);
}

function nearNumber(entries: readonly LessonEntry[], number: number): LessonEntry[] {
  const distance = (entry: LessonEntry): number => Math.abs(entry.number - number);
  return entries.filter((entry) => distance(entry) <= farthestNumber).toSorted((a, b) => distance(a) - distance(b));
}

/** Who asks for lesson 99 does not mean lesson 22. */
const farthestNumber = 5;

/** 0 when one name begins with the other, 1 when one holds the other, or the number of letters to change. */
function distanceTo({ slug, folder }: LessonEntry, name: string): number {
  if (slug.startsWith(name) || folder.startsWith(name)) return 0;
  if (name.length > 2 && slug.includes(name)) return 1;
  const words = slug.split('-').map((word) => changes(word, name));
  return Math.min(changes(slug, name), changes(folder, name), ...words);
}

/** Letters to insert, delete or replace to make one text of the other (Levenshtein). */
function changes(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let index = 0; index < from.length; index++) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const replaced = row[column - 1]! + (to[column - 1] === from[index] ? 0 : 1);
      next.push(Math.min(replaced, row[column]! + 1, next[column - 1]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}
