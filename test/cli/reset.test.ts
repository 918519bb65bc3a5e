import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startedLearner, type Learner } from './learner.ts';

describe('reset', () => {
  test('asks before it touches anything; where nobody can be asked, it names the argument that answers', async () => {
    await using bento = await startedLearner();
    await bento.save({ '00-hello/src/hello.ts': 'mine\n' });
    const { exitCode, stdout, stderr } = await bento.run('reset');
    expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: '' });
    expect(stderr).toContain('Put 0 hello back to the starter?');
    expect(stderr).toContain('--yes');
    expect((await bento.files('00-hello'))['src/hello.ts']).toBe('mine\n');
  });

  test('puts the starter back, keeps every file in a backup that it names, and can be undone', async () => {
    await using bento = await startedLearner();
    const starter = await bento.files('00-hello');
    await bento.save({ '00-hello/src/hello.ts': 'mine\n', '00-hello/notes.md': 'a thought\n' });
    const mine = await bento.files('00-hello');
    const { exitCode, stdout } = await bento.run('reset', '--yes');
    expect(exitCode).toBe(0);
    expect(await bento.files('00-hello')).toEqual(starter);
    expect(await bento.files(backupIn(stdout))).toEqual(mine);
    const undone = await bento.run('undo');
    expect(undone.exitCode).toBe(0);
    expect(await bento.files('00-hello')).toEqual(mine);
    expect((await bento.journal()).map(({ kind }) => kind)).toEqual(['started', 'reset', 'undone']);
  });

  test('goes through all lessons begun', async () => {
    await using bento = await startedLearner();
    await bento.run('goto', 'kiosk');
    await bento.save({ '00-hello/src/hello.ts': 'mine\n', '01-kiosk/src/kiosk.ts': 'mine too\n' });
    const { stdout } = await bento.run('reset', '--all', '--yes');
    expect(stdout).toContain('Lesson 0 is as it was at the start');
    expect(stdout).toContain('Lesson 1 is as it was at the start');
    expect(await texts(bento)).not.toMatch(/mine/);
    await bento.run('undo', 'kiosk');
    expect(await texts(bento)).toMatch(/mine too/);
  });

  test('does nothing to a lesson that was never begun', async () => {
    await using bento = await startedLearner();
    const { exitCode, stderr } = await bento.run('reset', 'kiosk', '--yes');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('learn-obs goto 1');
    expect(await bento.files('01-kiosk').catch(() => 'no folder')).toBe('no folder');
    await rm(join(bento.workspaceDir, '00-hello'), { recursive: true });
    expect((await bento.run('reset', '--all', '--yes')).exitCode).toBe(2);
  });
});

describe('undo', () => {
  test('says that there is nothing to undo', async () => {
    await using bento = await startedLearner();
    const { exitCode, stderr } = await bento.run('undo');
    expect(exitCode).toBe(64);
    expect(stderr).toContain('There is no reset of hello that could be undone');
  });
});

/** The folder that the output names. */
function backupIn(stdout: string): string {
  return /\.learn-obs\/backups\/hello\/[\w-]+/.exec(stdout)?.[0] ?? 'no backup is named';
}

async function texts(bento: Learner): Promise<string> {
  return Object.values({ ...(await bento.files('00-hello')), ...(await bento.files('01-kiosk')) }).join('');
}
