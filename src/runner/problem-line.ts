import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Saw } from '../course/verdict.ts';
import type { Problem } from '../telemetry/evidence.ts';

/** The learner's own line that a problem is about, as it stands in the file now; undefined when there is none. */
export async function problemLine(lessonDir: string, { args }: Problem): Promise<Saw | undefined> {
  const { file, line, column } = args;
  if (typeof file !== 'string' || typeof line !== 'number') return undefined;
  const source = await readFile(join(lessonDir, file), 'utf8').catch(() => '');
  const text = source.split(/\r?\n/)[line - 1];
  if (text === undefined || text.trim() === '') return undefined;
  const from = typeof column === 'number' ? column - 1 : text.length - text.trimStart().length;
  const to = typeof column === 'number' ? from + 1 : text.trimEnd().length;
  return { label: `line ${line}`, text, mark: { from, to, note: '' } };
}
