import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nextHint, parseHints, type Hint } from '../course/hints.ts';
import type { LessonEntry } from '../course/order.ts';
import { lessonProgress } from '../course/progress.ts';
import type { Session } from './session.ts';

export interface GivenHint {
  readonly hint: Hint;
  /** How many of the ladder's steps were given, this one included. */
  readonly given: number;
  readonly total: number;
}

export async function hintsOf(packageDir: string, entry: LessonEntry): Promise<readonly Hint[]> {
  return parseHints(await readFile(join(packageDir, 'lessons', entry.folder, 'hints.md'), 'utf8'));
}

/** A hint as it is shown, with its place on the ladder. */
export function hintMarkdown({ hint, given, total }: GivenHint): string {
  const rest =
    given < total
      ? `${total - given} more: \`npx learn-obs hint\``
      : 'That was the last hint. `npx learn-obs solution --give-up` shows the answer.';
  return `## ${hint.title}\n\n${hint.body}\n\nHint ${given} of ${total}. ${rest}\n`;
}

/** The next step of the ladder, first the one that answers the present finding; the last one again when all are given. */
export async function giveHint({ world, workspace, progress }: Session, entry: LessonEntry): Promise<GivenHint> {
  const hints = await hintsOf(world.packageDir, entry);
  const { hints: given, findings } = lessonProgress(progress, entry.slug);
  const next = nextHint(hints, given, findings);
  const hint = next ?? hints.find((candidate) => candidate.number === given.at(-1)) ?? hints.at(-1);
  if (!hint) throw new RangeError(`lesson ${entry.slug} has no hint`);
  if (next) await workspace.journal.append({ kind: 'hinted', lesson: entry.slug, hint: next.number });
  return { hint, given: given.length + (next ? 1 : 0), total: hints.length };
}
