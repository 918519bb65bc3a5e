import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LessonEntry } from '../course/order.ts';

/** The README of a lesson, as it came with learn-obs: the learner's copy may have notes in it. */
export function readInstructions(packageDir: string, entry: LessonEntry): Promise<string> {
  return readFile(join(packageDir, 'lessons', entry.folder, 'README.md'), 'utf8');
}
