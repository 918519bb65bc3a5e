import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { LessonEntry } from '../course/order.ts';
import { lessonProgress } from '../course/progress.ts';
import { UserError } from '../kernel/errors.ts';
import type { ComparedText } from '../views/terminal/diff.ts';
import { lessonFiles } from '../workspace/scaffold.ts';
import type { Session } from './session.ts';

/**
 * The learner's files beside the reference. Before a pass only for who gives up; that is in the journal before it is shown.
 * @throws {UserError} not-passed-for-solution
 */
export async function revealSolution(
  session: Session,
  entry: LessonEntry,
  { giveUp }: { giveUp: boolean },
): Promise<readonly ComparedText[]> {
  const { state, firstPassedAt } = lessonProgress(session.progress, entry.slug);
  const isSeen = state === 'revealed' || firstPassedAt !== undefined;
  if (!isSeen && !giveUp) throw new UserError('not-passed-for-solution', { number: entry.number }, 1);
  if (!isSeen) await session.workspace.journal.append({ kind: 'revealed', lesson: entry.slug });
  const theirs = await session.workspace.lessonDir(entry);
  const reference = join(session.world.packageDir, 'solutions', entry.folder);
  const names = (await filesBelow(reference)).toSorted();
  return Promise.all(
    names.map(async (name) => ({
      name,
      before: await textOf(join(theirs, name)),
      after: await textOf(join(reference, name)),
    })),
  );
}

/** The learner's files beside the starter: what they have changed. */
export async function ownChanges({ world, workspace }: Session, entry: LessonEntry): Promise<readonly ComparedText[]> {
  const theirs = await workspace.lessonDir(entry);
  const starter = new Map((await lessonFiles(world.packageDir, entry)).map(({ target, source }) => [target, source]));
  starter.delete('README.md');
  const names = [...new Set([...starter.keys(), ...(await filesBelow(theirs))])]
    .filter((name) => name !== 'README.md')
    .toSorted();
  return Promise.all(
    names.map(async (name) => {
      const source = starter.get(name);
      return {
        name,
        before: source === undefined ? '' : await textOf(source),
        after: await textOf(join(theirs, name)),
      };
    }),
  );
}

async function filesBelow(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const inside = await readdir(folder, { recursive: true, withFileTypes: true });
  return inside
    .filter((item) => item.isFile())
    .map((item) => relative(folder, join(item.parentPath, item.name)).split(sep))
    .filter((parts) => !parts.includes('node_modules'))
    .map((parts) => parts.join('/'));
}

async function textOf(path: string): Promise<string> {
  return existsSync(path) ? (await readFile(path, 'utf8')).replaceAll('\r\n', '\n') : '';
}
