import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startedLearner, type Learner } from './learner.ts';

let bento: Learner;
beforeAll(async () => {
  bento = await startedLearner();
});
afterAll(() => bento[Symbol.asyncDispose]());

const kiosk = /It tells of each guest/;
const hello = /Its `guest` is the name/;

describe('a lesson', () => {
  test.each([
    '1',
    '01',
    '#1',
    'kiosk',
    'Kiosk',
    '01-kiosk',
    './01-kiosk/',
    '01-kiosk/src/kiosk.ts',
    'C:\\course\\01-kiosk',
    'Open the kiosk',
    'lesson 1',
    'kio',
  ])('may be called %j', async (name) => {
    expect((await bento.run('checks', name)).stdout).toMatch(kiosk);
  });

  test('is the one whose folder one stands in, however deep', async () => {
    await mkdir(join(bento.workspaceDir, '01-kiosk/src'), { recursive: true });
    for (const folder of ['01-kiosk', '01-kiosk/src']) {
      const cwd = join(bento.workspaceDir, folder);
      expect((await bento.runIn({ cwd }, 'checks')).stdout).toMatch(kiosk);
    }
  });

  test('is the one whose folder one stands in, also under the number it had before', async () => {
    await rename(join(bento.workspaceDir, '01-kiosk'), join(bento.workspaceDir, '09-kiosk'));
    const cwd = join(bento.workspaceDir, '09-kiosk/src');
    expect((await bento.runIn({ cwd }, 'checks')).stdout).toMatch(kiosk);
  });

  test('is the current one when none is named', async () => {
    expect((await bento.run('checks')).stdout).toMatch(hello);
    expect((await bento.runIn({ cwd: bento.home }, 'checks')).stdout).toMatch(hello);
  });

  test('that is named wins over the folder', async () => {
    const cwd = join(bento.workspaceDir, '00-hello');
    expect((await bento.runIn({ cwd }, 'checks', '1')).stdout).toMatch(kiosk);
  });
});

describe('a name that no lesson has', () => {
  test.each([
    ['kiosks', '1 kiosk'],
    ['helo', '0 hello'],
    ['7', '2 last'],
  ])('%j is answered with the nearest: %s', async (name, nearest) => {
    const { exitCode, stdout, stderr } = await bento.run('checks', name);
    expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: '' });
    expect(stderr).toContain(`There is no lesson "${name}"`);
    expect(stderr).toContain(nearest);
  });

  test('and is like none is answered with the list', async () => {
    const { exitCode, stderr } = await bento.run('checks', 'zebra crossing');
    expect(exitCode).toBe(64);
    expect(stderr).toContain('`npx learn-obs list` shows them all');
    expect((await bento.run('checks', '')).exitCode).toBe(64);
  });
});
