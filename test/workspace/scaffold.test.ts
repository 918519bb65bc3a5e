import { mkdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFile, replaceFile } from '../../src/workspace/atomic-file.ts';
import { lessonFiles, scaffoldLesson } from '../../src/workspace/scaffold.ts';
import { installPackage, lay, temporaryPlace, treeOf, worldAt } from './place.ts';

const starter = {
  'README.md': '# Request logger\n',
  'src/lib/log.ts': 'export const log = 1;\n',
  'src/lib/router.ts': 'export const router = 1;\n',
  'src/orders.ts': '// TODO\nexport {};\n',
};

describe('a scaffolded lesson', () => {
  test('is its README, its starter and the given files, with plain line ends, and nothing hidden', async () => {
    await using place = await temporaryPlace();
    const entry = await installPackage(place.dir);
    const lessonDir = join(place.dir, 'ws', entry.folder);
    const written = await scaffoldLesson(worldAt(place.dir), lessonDir, entry);
    expect(await treeOf(lessonDir)).toEqual(starter);
    expect(written.toSorted()).toEqual(Object.keys(starter).toSorted());
  });

  test('never loses what the learner wrote', async () => {
    await using place = await temporaryPlace();
    const entry = await installPackage(place.dir);
    const lessonDir = join(place.dir, 'ws', entry.folder);
    const own = { 'src/orders.ts': 'mine\r\n', 'README.md': '', 'notes.md': 'mine too' };
    await lay(lessonDir, own);
    expect(await scaffoldLesson(worldAt(place.dir), lessonDir, entry)).toEqual(['src/lib/router.ts', 'src/lib/log.ts']);
    expect(await treeOf(lessonDir)).toEqual({ ...starter, ...own });
  });

  test('is completed when it was cut short, and old temporary files are cleared away', async () => {
    await using place = await temporaryPlace();
    const entry = await installPackage(place.dir);
    const lessonDir = join(place.dir, 'ws', entry.folder);
    await lay(lessonDir, {
      'README.md': '# Request logger\n',
      'src/.orders.ts.77-0.tmp': '// TO',
      'src/.log.ts.78-0.tmp': 'x',
    });
    await utimes(join(lessonDir, 'src/.orders.ts.77-0.tmp'), 1, 1);
    await scaffoldLesson(worldAt(place.dir), lessonDir, entry);
    expect(await treeOf(lessonDir)).toEqual({ ...starter, 'src/.log.ts.78-0.tmp': 'x' });
    expect(await scaffoldLesson(worldAt(place.dir), lessonDir, entry)).toEqual([]);
  });

  test('may be a link to a folder elsewhere, and a file of it a link to nowhere', async () => {
    await using place = await temporaryPlace();
    const entry = await installPackage(place.dir);
    await lay(place.dir, { 'elsewhere/src/': '', 'ws/': '' });
    await symlink(join(place.dir, 'elsewhere'), join(place.dir, 'ws', entry.folder));
    await symlink('nowhere', join(place.dir, 'elsewhere/README.md'));
    await scaffoldLesson(worldAt(place.dir), join(place.dir, 'ws', entry.folder), entry);
    expect(await treeOf(join(place.dir, 'elsewhere'))).toEqual({ ...starter, 'README.md': '-> link' });
  });

  test('that cannot be written is said to be so', async () => {
    await using place = await temporaryPlace();
    const entry = await installPackage(place.dir);
    const lessonDir = join(place.dir, 'ws', entry.folder);
    await lay(lessonDir, { src: 'a file where a folder should be' });
    await expect(scaffoldLesson(worldAt(place.dir), lessonDir, entry)).rejects.toMatchObject({
      code: 'cannot-write',
      args: { reason: expect.stringContaining('should be') as string },
    });
  });
});

test('a starter file takes the place of a given one; a lesson without a starter has its README', async () => {
  await using place = await temporaryPlace();
  const entry = await installPackage(place.dir);
  await lay(join(place.dir, 'package/lessons/07-request-logger/starter'), { 'src/lib/router.ts': 'own\n' });
  const files = await lessonFiles(join(place.dir, 'package'), entry);
  expect(files.find(({ target }) => target === 'src/lib/router.ts')?.source).toContain('starter');
  await rm(join(place.dir, 'package/lessons/07-request-logger/starter'), { recursive: true });
  const bare = { ...entry, lesson: { ...entry.lesson, given: {} } };
  expect((await lessonFiles(join(place.dir, 'package'), bare)).map(({ target }) => target)).toEqual(['README.md']);
});

test('bytes that are no text are copied as they are', async () => {
  await using place = await temporaryPlace();
  const entry = await installPackage(place.dir);
  const bytes = Buffer.from([0, 13, 10, 255]);
  await lay(join(place.dir, 'package/lessons/07-request-logger/starter'), { 'src/logo.bin': bytes });
  await scaffoldLesson(worldAt(place.dir), join(place.dir, 'ws'), entry);
  expect(await readFile(join(place.dir, 'ws/src/logo.bin'))).toEqual(bytes);
});

describe('a file is written whole or not at all', () => {
  test('of many that create it at once, one does, and its content is whole', async () => {
    await using place = await temporaryPlace();
    const path = join(place.dir, 'file');
    const texts = Array.from({ length: 12 }, (_, index) => `${index}`.repeat(100_000));
    const written = await Promise.all(texts.map((text) => createFile(path, text, process.pid)));
    expect(written.filter(Boolean)).toHaveLength(1);
    expect(await readFile(path, 'utf8')).toBe(texts[written.indexOf(true)]);
    expect(Object.keys(await treeOf(place.dir))).toEqual(['file']);
  });

  test('readers see one of the contents while it is replaced again and again', async () => {
    await using place = await temporaryPlace();
    const path = join(place.dir, 'file');
    const texts = ['a'.repeat(200_000), 'b'.repeat(100_000)];
    await replaceFile(path, texts[0] ?? '', 1);
    const writing = Promise.all(texts.map((text) => replaceFile(path, text, 2)));
    for (let look = 0; look < 20; look++) expect(texts).toContain(await readFile(path, 'utf8'));
    await writing;
    expect(Object.keys(await treeOf(place.dir))).toEqual(['file']);
  });

  test('what cannot be replaced stays, and no temporary file is left', async () => {
    await using place = await temporaryPlace();
    await mkdir(join(place.dir, 'file/inside'), { recursive: true });
    await expect(replaceFile(join(place.dir, 'file'), 'x', 1)).rejects.toThrow(/EISDIR|EPERM|ENOTEMPTY/);
    expect(await treeOf(place.dir)).toEqual({ 'file/inside/': '' });
  });

  test('it can be made executable', async () => {
    await using place = await temporaryPlace();
    await writeFile(join(place.dir, 'file'), 'old');
    await replaceFile(join(place.dir, 'file'), 'new', 1, 0o755);
    expect((await stat(join(place.dir, 'file'))).mode & 0o100).toBe(0o100);
  });
});
