import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findWorkspace } from '../../src/workspace/find-workspace.ts';
import { learnerModules } from '../../src/workspace/learner-modules.ts';
import { checkLinks } from '../../src/workspace/link-modules.ts';
import { makeWorkspace, openWorkspace } from '../../src/workspace/open-workspace.ts';
import { installPackage, lay, layModule, temporaryPlace, treeOf, worldAt } from './place.ts';

/** A machine with learn-obs installed, and a home to stand in. */
async function machine(dir: string): ReturnType<typeof installPackage> {
  await Promise.all(learnerModules.map((name) => layModule(join(dir, 'package/node_modules'), name)));
  await mkdir(join(dir, 'home'));
  return installPackage(dir);
}

describe('a new workspace', () => {
  test('is made below the folder one stands in, with all that a lesson needs', async () => {
    await using place = await temporaryPlace();
    await machine(place.dir);
    const world = worldAt(place.dir, { cwd: join(place.dir, 'home') });
    const { dir } = await makeWorkspace(world);
    expect(dir).toBe(join(place.dir, 'home/learn-obs-workspace'));
    expect(Object.keys(await treeOf(dir)).filter((name) => !name.startsWith('node_modules/'))).toEqual([
      '.gitignore',
      '.learn-obs/workspace.json',
      '.npmrc',
      'package.json',
      'tsconfig.json',
    ]);
    expect(new Set((await checkLinks(world, dir)).map(({ state }) => state))).toEqual(new Set(['linked']));
    expect((await stat(join(dir, 'node_modules/.bin/learn-obs'))).isFile()).toBe(true);
  });

  test('names the exact versions that learn-obs came with, and not learn-obs itself', async () => {
    await using place = await temporaryPlace();
    await machine(place.dir);
    const { dir } = await makeWorkspace(worldAt(join(place.dir, 'home'), { packageDir: join(place.dir, 'package') }));
    const manifest: unknown = JSON.parse(await readFile(join(dir, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ type: 'module', private: true, devDependencies: { '@types/node': '1.2.3' } });
    const { dependencies } = manifest as { dependencies: object };
    expect(Object.keys(dependencies)).toEqual(learnerModules.filter((name) => name !== '@types/node'));
    expect(Object.values(dependencies)).not.toContain('learn-obs');
  });

  test('may have a name of its own, relative or absolute', async () => {
    await using place = await temporaryPlace();
    await machine(place.dir);
    const world = worldAt(place.dir, { cwd: join(place.dir, 'home') });
    expect((await makeWorkspace(world, 'my course/obs')).dir).toBe(join(place.dir, 'home/my course/obs'));
    expect((await makeWorkspace(world, join(place.dir, 'other'))).dir).toBe(join(place.dir, 'other'));
  });

  test('is never made of a folder with something in it', async () => {
    await using place = await temporaryPlace();
    await machine(place.dir);
    const world = worldAt(place.dir, { cwd: join(place.dir, 'home') });
    await lay(place.dir, { 'home/project/thesis.md': 'years of work' });
    const before = await treeOf(join(place.dir, 'home'));
    await expect(makeWorkspace(world, 'project')).rejects.toMatchObject({
      code: 'not-a-workspace',
      args: { path: join(place.dir, 'home/project') },
      exitCode: 64,
    });
    await expect(makeWorkspace(world, 'project/thesis.md')).rejects.toMatchObject({ name: 'UserError' });
    expect(await treeOf(join(place.dir, 'home'))).toEqual(before);
  });

  test('may be made of a folder that looks empty to a person', async () => {
    await using place = await temporaryPlace();
    await machine(place.dir);
    await lay(place.dir, { 'home/new/.DS_Store': 'x' });
    const { dir } = await makeWorkspace(worldAt(place.dir, { cwd: join(place.dir, 'home') }), 'new');
    expect(dir).toBe(join(place.dir, 'home/new'));
  });
});

describe('a workspace is found', () => {
  test('from anywhere inside, and from the folder above', async () => {
    await using place = await temporaryPlace();
    await machine(place.dir);
    const { dir } = await makeWorkspace(worldAt(place.dir, { cwd: join(place.dir, 'home') }));
    await lay(dir, { '07-request-logger/src/': '' });
    for (const cwd of [dir, join(dir, '07-request-logger/src'), join(dir, '.learn-obs'), join(place.dir, 'home')]) {
      expect(await findWorkspace(cwd)).toBe(dir);
    }
  });

  test('as the innermost one', async () => {
    await using place = await temporaryPlace();
    await lay(place.dir, { '.learn-obs/': '', 'learn-obs-workspace/.learn-obs/': '', 'inner/.learn-obs/': '' });
    expect(await findWorkspace(join(place.dir, 'inner'))).toBe(join(place.dir, 'inner'));
    expect(await findWorkspace(place.dir)).toBe(place.dir);
  });

  test('or its absence is said', async () => {
    await using place = await temporaryPlace();
    await expect(openWorkspace(worldAt(place.dir))).rejects.toMatchObject({
      code: 'no-workspace',
      args: { cwd: place.dir },
    });
  });

  test('and started again in it makes no second one', async () => {
    await using place = await temporaryPlace();
    await machine(place.dir);
    const world = worldAt(place.dir, { cwd: join(place.dir, 'home') });
    const { dir } = await makeWorkspace(world);
    expect((await makeWorkspace({ ...world, cwd: dir })).dir).toBe(dir);
    expect((await makeWorkspace(world)).dir).toBe(dir);
  });
});

describe('opening mends', () => {
  test('a workspace that was cut short, and overwrites nothing in one that has been changed', async () => {
    await using place = await temporaryPlace();
    await machine(place.dir);
    const world = worldAt(place.dir, { cwd: join(place.dir, 'home') });
    await lay(place.dir, {
      'home/learn-obs-workspace/.learn-obs/': '',
      'home/learn-obs-workspace/tsconfig.json': '{ "mine": true }',
    });
    const { dir } = await openWorkspace(world);
    expect(await treeOf(dir)).toMatchObject({
      'tsconfig.json': '{ "mine": true }',
      '.learn-obs/workspace.json': /package/,
    });
    await rm(join(dir, 'package.json'));
    await openWorkspace(world);
    expect(await readFile(join(dir, 'package.json'), 'utf8')).toContain('module');
  });

  test('the links and the command when learn-obs has moved', async () => {
    await using place = await temporaryPlace();
    await machine(place.dir);
    const world = worldAt(place.dir, { cwd: join(place.dir, 'home') });
    const { dir } = await makeWorkspace(world);
    await rename(join(place.dir, 'package'), join(place.dir, 'moved'));
    const moved = { ...world, packageDir: join(place.dir, 'moved') };
    await openWorkspace(moved);
    expect((await checkLinks(moved, dir)).filter(({ state }) => state !== 'linked')).toEqual([]);
    expect(await readFile(join(dir, 'node_modules/.bin/learn-obs'), 'utf8')).toContain(join(place.dir, 'moved'));
    expect(JSON.parse(await readFile(join(dir, '.learn-obs/workspace.json'), 'utf8'))).toEqual({
      format: 1,
      packageDir: join(place.dir, 'moved'),
      nodePath: world.nodePath,
    });
  });

  test('the command when another Node is used', async () => {
    await using place = await temporaryPlace();
    await machine(place.dir);
    const world = worldAt(place.dir, { cwd: join(place.dir, 'home') });
    const { dir } = await makeWorkspace(world);
    await openWorkspace({ ...world, nodePath: '/other/node' });
    expect(await readFile(join(dir, 'node_modules/.bin/learn-obs'), 'utf8')).toContain('/other/node');
  });

  test('modules that somebody took away', async () => {
    await using place = await temporaryPlace();
    await machine(place.dir);
    const world = worldAt(place.dir, { cwd: join(place.dir, 'home') });
    const { dir } = await makeWorkspace(world);
    await rm(join(dir, 'node_modules/pino'));
    await openWorkspace(world);
    expect((await checkLinks(world, dir)).filter(({ state }) => state !== 'linked')).toEqual([]);
    await rm(join(dir, 'node_modules'), { recursive: true });
    await openWorkspace(world);
    expect((await checkLinks(world, dir)).filter(({ state }) => state !== 'linked')).toEqual([]);
  });

  test.each(['', '{', '7', '{"format":"1"}'])('a record that is damaged: %j', async (text) => {
    await using place = await temporaryPlace();
    await machine(place.dir);
    const world = worldAt(place.dir, { cwd: join(place.dir, 'home') });
    const { dir } = await makeWorkspace(world);
    await writeFile(join(dir, '.learn-obs/workspace.json'), text);
    await openWorkspace(world);
    expect(await readFile(join(dir, '.learn-obs/workspace.json'), 'utf8')).toContain('"format": 1');
  });

  test('nothing in a workspace of a newer learn-obs', async () => {
    await using place = await temporaryPlace();
    await machine(place.dir);
    await lay(place.dir, { 'home/.learn-obs/workspace.json': '{"format":2,"packageDir":"/x"}' });
    const world = worldAt(place.dir, { cwd: join(place.dir, 'home') });
    await expect(openWorkspace(world)).rejects.toMatchObject({ code: 'workspace-too-new', args: { format: 2 } });
    expect(Object.keys(await treeOf(join(place.dir, 'home')))).toEqual(['.learn-obs/workspace.json']);
  });
});

describe('an open workspace', () => {
  test('knows where a lesson is, also under the number it had before the course was renumbered', async () => {
    await using place = await temporaryPlace();
    const entry = await machine(place.dir);
    const workspace = await makeWorkspace(worldAt(place.dir, { cwd: join(place.dir, 'home') }));
    expect(await workspace.lessonDir(entry)).toBe(join(workspace.dir, '07-request-logger'));
    await lay(workspace.dir, { '05-request-logger/src/': '', '06-request-logger': 'a file', '01-logger/': '' });
    expect(await workspace.lessonDir(entry)).toBe(join(workspace.dir, '05-request-logger'));
    await lay(workspace.dir, { '07-request-logger/': '' });
    expect(await workspace.lessonDir(entry)).toBe(join(workspace.dir, '07-request-logger'));
  });

  test('knows the progress its journal adds up to', async () => {
    await using place = await temporaryPlace();
    await machine(place.dir);
    const world = worldAt(place.dir, { cwd: join(place.dir, 'home') });
    const workspace = await makeWorkspace(world);
    await workspace.journal.append({ kind: 'started', lesson: 'request-logger' });
    await workspace.journal.append({ kind: 'passed', lesson: 'request-logger' });
    const progress = await (await openWorkspace(world)).progress();
    expect(progress.current).toBe('request-logger');
    expect(progress.lessons.get('request-logger')?.state).toBe('passed');
  });
});
