import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakeScreen } from '../fake-screen.ts';
import { lay } from '../workspace/place.ts';
import { learner } from './learner.ts';

describe('start', () => {
  test('makes a workspace with the first lesson in it, and says where to go', async () => {
    await using bento = await learner();
    const { exitCode, stdout, stderr } = await bento.runIn({ cwd: bento.home }, 'start');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "Lesson 0  Say hello  about 2 min
      You will be able to greet whoever comes.

        Your files: learn-obs-workspace/00-hello

      cd learn-obs-workspace  go into your workspace
      npx learn-obs read      what it is about, and what to do
      npx learn-obs watch     a verdict on every save
      npx learn-obs verify    one verdict
      "
    `);
    expect(Object.keys(await bento.files('00-hello'))).toEqual(['README.md', 'src/hello.ts']);
    expect(await bento.journal()).toMatchObject([{ kind: 'started', lesson: 'hello' }]);
  });

  test('goes wherever one wants, also into a path with spaces', async () => {
    await using bento = await learner();
    const { stdout } = await bento.runIn({ cwd: bento.home }, 'start', 'my course');
    expect(stdout).toContain('cd "my course"');
    expect((await bento.runIn({ cwd: join(bento.home, 'my course') }, 'status')).exitCode).toBe(0);
  });

  test('comes back to the lesson one was in, from the workspace or from above, and changes no file', async () => {
    await using bento = await learner();
    await bento.runIn({ cwd: bento.home }, 'start');
    await bento.run('goto', 'kiosk');
    await bento.save({ '01-kiosk/src/kiosk.ts': 'mine\n' });
    const before = await bento.files('.');
    for (const cwd of [bento.home, bento.workspaceDir, join(bento.workspaceDir, '01-kiosk/src')]) {
      expect((await bento.runIn({ cwd }, 'start')).stdout).toContain('Lesson 1  Open the kiosk');
    }
    expect(await bento.files('.')).toEqual(before);
  });

  test('writes nothing into a folder that holds something else', async () => {
    await using bento = await learner();
    await lay(bento.home, { 'thesis/chapter-1.md': 'It was late.\n' });
    const { exitCode, stderr } = await bento.runIn({ cwd: bento.home }, 'start', 'thesis', '--yes');
    expect(exitCode).toBe(64);
    expect(stderr).toContain('is not empty, and not a workspace');
    await rm(join(bento.home, 'thesis/chapter-1.md'));
    expect((await bento.runIn({ cwd: bento.home }, 'start', 'thesis', '--yes')).exitCode).toBe(0);
  });

  test('goes on to watching on a terminal, unless that is not wanted', async () => {
    await using bento = await learner();
    const screen = fakeScreen({ terminal: true });
    const started = bento.runIn({ cwd: bento.home, screen }, 'start', '--yes');
    await screen.shows(/Waiting for you to save a file in 00-hello/);
    screen.press('q');
    expect((await started).exitCode).toBe(0);
    const quiet = await bento.runIn({ screen: fakeScreen({ terminal: true }) }, 'start', '--no-watch');
    expect(quiet.stdout).toContain('Lesson 0  Say hello');
  });
});

describe('outside of a workspace', () => {
  test.each(['verify', 'status', 'list', 'hint', 'show', 'reset', 'next'])(
    '`%s` says how to make one',
    async (name) => {
      await using bento = await learner();
      const { exitCode, stdout, stderr } = await bento.runIn({ cwd: bento.home }, name);
      expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: '' });
      expect(stderr).toContain('npx learn-obs start');
    },
  );
});
