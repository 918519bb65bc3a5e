import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** The text of a file by its absolute path; undefined when there is none. */
export type ReadSource = (path: string) => string | undefined;

export const readSource: ReadSource = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** As the learner names it: from the lesson's folder on, with forward slashes. */
export function nameInLesson(path: string, lessonDir: string): string {
  return relative(lessonDir, path).replaceAll('\\', '/');
}
