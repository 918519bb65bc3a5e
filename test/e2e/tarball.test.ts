import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Place, temporaryPlace } from '../workspace/place.ts';
import { call, type Called, repository } from './calls.ts';

/** What a stranger gets from the registry, installed in a folder with a space in its path. */
let place: Place;
let workspace: string;
let packed: readonly string[];

const npx = (cwd: string, ...argv: readonly string[]): Promise<Called> => call(cwd, 'npx', ['learn-obs', ...argv]);

beforeAll(async () => {
  place = await temporaryPlace();
  workspace = join(place.dir, 'learn-obs-workspace');
  const { stdout } = await call(repository, 'npm', [
    'pack',
    '--ignore-scripts',
    '--json',
    '--pack-destination',
    place.dir,
  ]);
  const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  packed = files.map(({ path }) => path);
  await writeFile(join(place.dir, 'package.json'), '{ "private": true }');
  const installed = await call(place.dir, 'npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    `./${filename}`,
  ]);
  if (installed.exitCode !== 0) throw new Error(installed.stderr);
}, 240_000);
afterAll(() => place[Symbol.asyncDispose]());

describe('the package', () => {
  test('holds what learners need, and nothing that gives answers away or is for authors only', () => {
    expect(packed).toContain('bin/learn-obs.js');
    expect(packed).toContain('dist/bundle/main.js');
    expect(packed).toContain('dist/lessons/00-welcome/lesson.js');
    expect(packed).toContain('lessons/00-welcome/starter/src/welcome.ts');
    expect(packed.filter((path) => /\/(mistakes|variants)\/|^(test|src|docs|coverage)\/|\.tgz$/.test(path))).toEqual(
      [],
    );
  });

  test('holds each lesson whole', async () => {
    const lessons = (await readdir(join(repository, 'lessons'))).filter((name) => /^\d/.test(name));
    for (const lesson of lessons) {
      expect(packed).toContain(`lessons/${lesson}/hidden.check.ts`);
      expect(packed).toContain(`dist/lessons/${lesson}/findings.js`);
      expect(packed.some((path) => path.startsWith(`solutions/${lesson}/`))).toBe(true);
    }
  });
});

describe('somebody who installed it', { timeout: 120_000 }, () => {
  test('starts, solves the first lesson, looks at the reference and goes on', async () => {
    const started = await npx(place.dir, 'start', '--yes', '--no-watch');
    expect(started).toMatchObject({ exitCode: 0, stderr: '' });
    expect(started.stdout).toContain('cd learn-obs-workspace');

    const first = await npx(workspace, 'verify');
    expect(first).toMatchObject({ exitCode: 1, stderr: '' });
    expect(first.stdout).toContain('process.env');

    const solution = await readFile(join(repository, 'solutions/00-welcome/src/welcome.ts'), 'utf8');
    await writeFile(join(workspace, '00-welcome/src/welcome.ts'), `${solution}// mine\n`);
    const second = await npx(workspace, 'verify');
    expect(second).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await npx(workspace, 'solution')).stdout).toContain('- // mine');
    expect((await npx(workspace, 'next')).stdout).toContain('01-first-log-line');
    expect((await npx(workspace, 'doctor')).exitCode).toBe(0);
  });

  test('is told in the words of a bug report that the package is damaged', async () => {
    await rm(join(place.dir, 'node_modules/learn-obs/dist/lessons/00-welcome/lesson.js'));
    const { exitCode, stdout, stderr } = await npx(workspace, 'verify', '0');
    expect({ exitCode, stdout }).toEqual({ exitCode: 70, stdout: '' });
    expect(stderr).toContain('learn-obs itself made a mistake');
    await rm(join(place.dir, 'node_modules/learn-obs/dist'), { recursive: true });
    const gone = await npx(workspace, 'list');
    expect(gone.exitCode).toBe(70);
    expect(gone.stderr).toContain('This is a fault of learn-obs.');
  });
});
