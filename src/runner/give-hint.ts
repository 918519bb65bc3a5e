import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nextHint, parseHints, type Hint } from '../course/hints.ts';
import type { LessonEntry } from '../course/order.ts';
import { lessonProgress } from '../course/progress.ts';
import type { Session } from './session.ts';

export interface GivenHint {
  readonly hint: Hint;
  /** It was given before: the ladder has no further step. */
  readonly isLast: boolean;
  readonly given: number;
  readonly total: number;
}

/** The next step of the ladder, first the one that answers the present finding; the last one again when all are given. */
export async function giveHint({ world, workspace, progress }: Session, entry: LessonEntry): Promise<GivenHint | undefined> {
  const hints = parseHints(await readFile(join(world.packageDir, 'lessons', entry.folder, 'hints.md'), 'utf8'));
  const { hints: given, findings } = lessonProgress(progress, entry.slug);
  const next = nextHint(hints, given, findings);
  const hint = next ?? hints.find((candidate) => candidate.number === given.at(-1)) ?? hints.at(-1);
  if (!hint) return undefined;
  if (next) await workspace.journal.append({ kind: 'hinted', lesson: entry.slug, hint: next.number });
  const count = given.length + (next ? 1 : 0);
  return { hint, isLast: count >= hints.length, given: count, total: hints.length };
}
