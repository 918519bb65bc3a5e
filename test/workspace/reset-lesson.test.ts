import { chmod, mkdir, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lessonProgress } from '../../src/course/progress.ts';
import { backUp } from '../../src/workspace/backup.ts';
import { resetLesson, undoReset } from '../../src/workspace/reset-lesson.ts';
import { type Desk, deskAt } from './desk.ts';
import { installedEntry as entry, lay, temporaryPlace, treeOf } from './place.ts';

async function backupsOf({ workspace }: Desk): Promise<string[]> {
  const names: string[] = await readdir(join(workspace.backupsDir, entry.slug)).catch(() => []);
  return names.toSorted();
}

describe('a reset', () => {
  test('puts the starter back, and everything the learner had into a backup', async () => {
    await using place = await temporaryPlace();
    const desk = await deskAt(place.dir);
    const starter = await treeOf(desk.lessonDir);
    await lay(desk.lessonDir, { 'src/orders.ts': 'mine', 'src/extra/deep.ts': 'extra', 'notes.md': 'notes' });
    const mine = await treeOf(desk.lessonDir);
    const name = await resetLesson(desk.world, desk.workspace, entry);
    expect(await treeOf(desk.lessonDir)).toEqual(starter);
    expect(name).toMatch(/^\d{8}T\d{6}Z-1$/);
    expect(await treeOf(join(desk.workspace.backupsDir, entry.slug, name ?? ''))).toEqual(mine);
    expect((await desk.workspace.journal.read()).events.at(-1)).toMatchObject({ kind: 'reset', backup: name });
  });

  test('keeps links, read-only files, empty folders, large files and odd names', async () => {
    await using place = await temporaryPlace();
    const desk = await deskAt(place.dir);
    const odd = [' leading', '-rf', 'new\nline', 'emoji 🍱', `quo"te's`, '...', 'Ünïcödé', '$HOME', 'a'.repeat(200)];
    await lay(desk.lessonDir, Object.fromEntries(odd.map((name) => [name, name])));
    await lay(desk.lessonDir, {
      'empty/inside/': '',
      'large.bin': Buffer.alloc(20_000_000, 7),
      'src/locked.ts': 'locked',
    });
    await chmod(join(desk.lessonDir, 'src/locked.ts'), 0o444);
    await symlink('src/orders.ts', join(desk.lessonDir, 'link'));
    await symlink('/no/such/place', join(desk.lessonDir, 'dead-link'));
    await symlink('..', join(desk.lessonDir, 'src/loop'));
    const mine = await treeOf(desk.lessonDir);
    const name = (await resetLesson(desk.world, desk.workspace, entry)) ?? '';
    const backup = join(desk.workspace.backupsDir, entry.slug, name);
    expect(await treeOf(backup)).toEqual(mine);
    expect(await readlink(join(backup, 'link'))).toBe('src/orders.ts');
    expect((await stat(join(backup, 'src/locked.ts'))).mode & 0o777).toBe(0o444);
    expect(await readdir(desk.lessonDir)).toEqual(['README.md', 'src']);
    await undoReset(desk.world, desk.workspace, entry);
    expect(await treeOf(desk.lessonDir)).toEqual(mine);
    expect(await readlink(join(desk.lessonDir, 'src/loop'))).toBe('..');
  });

  test('keeps the folder itself, so a shell that stands in it stays in the lesson', async () => {
    await using place = await temporaryPlace();
    const desk = await deskAt(place.dir);
    const { ino } = await stat(desk.lessonDir);
    await resetLesson(desk.world, desk.workspace, entry);
    expect((await stat(desk.lessonDir)).ino).toBe(ino);
  });

  test('works through a folder that is a link to another place', async () => {
    await using place = await temporaryPlace();
    const desk = await deskAt(place.dir);
    await rm(desk.lessonDir, { recursive: true });
    await lay(place.dir, { 'elsewhere/src/orders.ts': 'mine' });
    await symlink(join(place.dir, 'elsewhere'), desk.lessonDir);
    const name = await resetLesson(desk.world, desk.workspace, entry);
    expect(await treeOf(join(desk.workspace.backupsDir, entry.slug, name ?? ''))).toEqual({ 'src/orders.ts': 'mine' });
    expect(await readFile(join(place.dir, 'elsewhere/src/orders.ts'), 'utf8')).toContain('TODO');
  });

  test('of a lesson without a folder lays it out, with no backup', async () => {
    await using place = await temporaryPlace();
    const desk = await deskAt(place.dir);
    await rm(desk.lessonDir, { recursive: true });
    expect(await resetLesson(desk.world, desk.workspace, entry)).toBeUndefined();
    expect(Object.keys(await treeOf(desk.lessonDir))).toContain('src/orders.ts');
    expect((await desk.workspace.journal.read()).events).toEqual([]);
  });

  test('takes no pass away', async () => {
    await using place = await temporaryPlace();
    const desk = await deskAt(place.dir);
    await desk.workspace.journal.append({ kind: 'passed', lesson: entry.slug });
    await resetLesson(desk.world, desk.workspace, entry);
    expect(lessonProgress(await desk.workspace.progress(), entry.slug).state).toBe('passed');
  });
});

describe('when a backup cannot be made, nothing is changed', () => {
  test('because there is no room for it', async () => {
    await using place = await temporaryPlace();
    const desk = await deskAt(place.dir);
    await lay(desk.lessonDir, { 'src/orders.ts': 'mine' });
    await writeFile(desk.workspace.backupsDir, 'a file in its place');
    const before = await treeOf(desk.lessonDir);
    await expect(resetLesson(desk.world, desk.workspace, entry)).rejects.toMatchObject({
      code: 'backup-failed',
      exitCode: 2,
    });
    expect(await treeOf(desk.lessonDir)).toEqual(before);
  });

  test.skipIf(process.platform !== 'linux')('because a name is not readable text', async () => {
    await using place = await temporaryPlace();
    const desk = await deskAt(place.dir);
    const odd = Buffer.concat([Buffer.from(`${desk.lessonDir}/src/`), Buffer.from([0xff, 0xfe])]);
    await writeFile(odd, 'kept');
    await expect(resetLesson(desk.world, desk.workspace, entry)).rejects.toMatchObject({ code: 'backup-failed' });
    expect(await readFile(odd, 'utf8')).toBe('kept');
  });

  test('because the journal cannot name it', async () => {
    await using place = await temporaryPlace();
    const desk = await deskAt(place.dir);
    await lay(desk.lessonDir, { 'src/orders.ts': 'mine' });
    await mkdir(desk.workspace.journal.path);
    await expect(resetLesson(desk.world, desk.workspace, entry)).rejects.toMatchObject({
      code: 'journal-not-writable',
    });
    expect(await readFile(join(desk.lessonDir, 'src/orders.ts'), 'utf8')).toBe('mine');
  });
});

describe('an undo', () => {
  test('goes back one reset each time, and keeps what it replaces', async () => {
    await using place = await temporaryPlace();
    const desk = await deskAt(place.dir);
    const write = (text: string): Promise<void> => lay(desk.lessonDir, { 'src/orders.ts': text, [`${text}.md`]: text });
    await write('one');
    const first = await treeOf(desk.lessonDir);
    const firstName = await resetLesson(desk.world, desk.workspace, entry);
    await write('two');
    const second = await treeOf(desk.lessonDir);
    await resetLesson(desk.world, desk.workspace, entry);
    await write('three');
    const third = await treeOf(desk.lessonDir);

    await undoReset(desk.world, desk.workspace, entry);
    expect(await treeOf(desk.lessonDir)).toEqual(second);
    const kept = (await backupsOf(desk)).find((name) => name.endsWith('-3-before-undo'));
    expect(await treeOf(join(desk.workspace.backupsDir, entry.slug, kept ?? ''))).toEqual(third);

    expect(await undoReset(desk.world, desk.workspace, entry)).toBe(firstName);
    expect(await treeOf(desk.lessonDir)).toEqual(first);
    await expect(undoReset(desk.world, desk.workspace, entry)).rejects.toMatchObject({
      code: 'nothing-to-undo',
      args: { lesson: entry.slug },
      exitCode: 64,
    });
    expect(await treeOf(desk.lessonDir)).toEqual(first);
    expect((await backupsOf(desk)).map((name) => name.replace(/^.*Z-/, ''))).toEqual([
      '1',
      '2',
      '3-before-undo',
      '4-before-undo',
    ]);
  });

  test('works after the lesson folder itself was removed', async () => {
    await using place = await temporaryPlace();
    const desk = await deskAt(place.dir);
    await lay(desk.lessonDir, { 'src/orders.ts': 'mine' });
    const mine = await treeOf(desk.lessonDir);
    await resetLesson(desk.world, desk.workspace, entry);
    await rm(desk.lessonDir, { recursive: true });
    await undoReset(desk.world, desk.workspace, entry);
    expect(await treeOf(desk.lessonDir)).toEqual(mine);
  });

  test('steps over a backup that somebody removed', async () => {
    await using place = await temporaryPlace();
    const desk = await deskAt(place.dir);
    const first = await resetLesson(desk.world, desk.workspace, entry);
    const second = await resetLesson(desk.world, desk.workspace, entry);
    await rm(join(desk.workspace.backupsDir, entry.slug, second ?? ''), { recursive: true });
    expect(await undoReset(desk.world, desk.workspace, entry)).toBe(first);
  });
});

test('backups of two processes at once get names of their own', async () => {
  await using place = await temporaryPlace();
  const desk = await deskAt(place.dir);
  const made = await Promise.all([1, 2, 3, 4].map((pid) => backUp({ ...desk.world, pid }, desk.workspace, entry)));
  expect(new Set(made.map((backup) => backup?.name)).size).toBe(4);
  expect(await backupsOf(desk)).toHaveLength(4);
  for (const backup of made) expect(await treeOf(backup?.dir ?? '')).toEqual(await treeOf(desk.lessonDir));
});

test('what a killed backup left is cleared away later, not at once', async () => {
  await using place = await temporaryPlace();
  const desk = await deskAt(place.dir);
  await lay(join(desk.workspace.backupsDir, entry.slug), { '.partial-1/x': 'x' });
  await backUp(desk.world, desk.workspace, entry);
  expect(await backupsOf(desk)).toContain('.partial-1');
  const later = { ...desk.world.clock, now: () => Date.now() + 4_000_000 };
  await backUp({ ...desk.world, clock: later }, desk.workspace, entry);
  expect(await backupsOf(desk)).not.toContain('.partial-1');
});
