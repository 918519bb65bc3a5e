import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { resetLesson, undoReset } from '../../src/workspace/reset-lesson.ts';
import { type Desk, deskAt } from './desk.ts';
import { installedEntry as entry, lay, temporaryPlace, treeOf } from './place.ts';

describe.skipIf(process.platform === 'win32')('killed anywhere, nothing is lost', () => {
  const mine = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`src/part-${index}/file.ts`, `mine ${index}`]),
  );

  /** How far a reset or an undo has come, seen from outside. */
  interface Stage {
    /** Names in the folder of backups. */
    readonly backups: readonly string[];
    /** How many of the learner's folders are in the lesson. */
    readonly parts: number;
    readonly journal: string;
  }

  async function stageOf({ workspace, lessonDir }: Desk): Promise<Stage> {
    const backups = await readdir(join(workspace.backupsDir, entry.slug)).catch(() => []);
    const parts = await readdir(join(lessonDir, 'src')).catch(() => []);
    const journal = await readFile(workspace.journal.path, 'utf8').catch(() => '');
    return { backups, parts: parts.filter((name) => name.startsWith('part-')).length, journal };
  }

  /** Does the work in a process of its own and kills it at a stage, or lets it end before that. */
  async function killAt(desk: Desk, what: 'reset' | 'undo', isReached: (stage: Stage) => boolean): Promise<void> {
    const script = join(import.meta.dirname, 'reset-once.ts');
    const child = spawn(process.execPath, [script, desk.world.cwd, what], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    while (child.exitCode === null && !isReached(await stageOf(desk))) await sleep(1);
    child.kill('SIGKILL');
    await ended;
  }

  async function deskWithWork(dir: string): Promise<Desk> {
    const desk = await deskAt(dir);
    await lay(desk.lessonDir, { ...mine, 'src/orders.ts': 'mine' });
    return desk;
  }

  const resetStages: [string, (stage: Stage) => boolean][] = [
    ['it began', () => true],
    ['it was copying', ({ backups }) => backups.length > 0],
    ['the backup had its name', ({ backups }) => backups.some((name) => name.endsWith('-1'))],
    ['the journal named it', ({ journal }) => journal.includes('"reset"')],
    ['the first files had left', ({ parts }) => parts < 60],
    ['most files had left', ({ parts }) => parts < 20],
    ['the last file had left', ({ parts }) => parts === 0],
    ['it had ended', () => false],
  ];

  test.each(resetStages)('a reset, when %s', async (_stage, isReached) => {
    await using place = await temporaryPlace();
    const desk = await deskWithWork(place.dir);
    const before = await treeOf(desk.lessonDir);
    await killAt(desk, 'reset', isReached);
    const { journal } = await stageOf(desk);
    if (journal.includes('"reset"')) await undoReset(desk.world, desk.workspace, entry);
    expect(await treeOf(desk.lessonDir)).toEqual(before);
  });

  const undoStages: [string, (stage: Stage) => boolean][] = [
    ['it began', () => true],
    ['it was copying', ({ backups }) => backups.some((name) => name.startsWith('.partial'))],
    ['the first files were back', ({ parts }) => parts > 0],
    ['most files were back', ({ parts }) => parts > 40],
  ];

  test.each(undoStages)('an undo, when %s', async (_stage, isReached) => {
    await using place = await temporaryPlace();
    const desk = await deskWithWork(place.dir);
    const before = await treeOf(desk.lessonDir);
    await resetLesson(desk.world, desk.workspace, entry);
    await lay(desk.lessonDir, { 'src/later.ts': 'later' });
    await killAt(desk, 'undo', isReached);
    if (!(await stageOf(desk)).journal.includes('"undone"')) await undoReset(desk.world, desk.workspace, entry);
    expect(await treeOf(desk.lessonDir)).toEqual(before);
    const kept = await treeOf(join(desk.workspace.backupsDir, entry.slug));
    expect(Object.keys(kept).some((name) => name.endsWith('src/later.ts'))).toBe(true);
  });
});
