import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { fakeScreen } from '../fake-screen.ts';
import { startedLearner } from './learner.ts';

const pass = (lesson: string) => ({ kind: 'passed', lesson }) as const;

describe('next', () => {
  test('is refused before a pass, with what can be done', async () => {
    await using bento = await startedLearner();
    const { exitCode, stdout, stderr } = await bento.run('next');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('Lesson 0, Say hello, is not passed yet');
    expect(stderr).toMatch(/learn-obs skip/);
    expect(await bento.journal()).toHaveLength(1);
  });

  test('lays out the next lesson after a pass, and says where it is', async () => {
    await using bento = await startedLearner();
    await bento.record(pass('hello'));
    const { exitCode, stdout } = await bento.run('next');
    expect(exitCode).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "Lesson 1  Open the kiosk  about 5 min
      You will be able to answer, and say so.

        Your files: 01-kiosk

      npx learn-obs read    what it is about, and what to do
      npx learn-obs watch   a verdict on every save
      npx learn-obs verify  one verdict
      "
    `);
    expect(Object.keys(await bento.files('01-kiosk'))).toEqual(['README.md', 'src/kiosk.ts', 'src/lib/port.ts']);
    expect((await bento.journal()).at(-1)).toMatchObject({ kind: 'started', lesson: 'kiosk' });
  });

  test('comes back to what was skipped over, and says when nothing is left', async () => {
    await using bento = await startedLearner();
    await bento.run('goto', '2');
    await bento.record(pass('last'), pass('hello'));
    expect((await bento.run('next')).stdout).toContain('Open the kiosk');
    await bento.record(pass('kiosk'));
    const end = await bento.run('next');
    expect(end.exitCode).toBe(0);
    expect(end.stdout).toContain('No lesson is left to do: you have been through all 3');
  });
});

describe('skip', () => {
  test('goes on without a pass, and keeps the files', async () => {
    await using bento = await startedLearner();
    await bento.save({ '00-hello/src/hello.ts': 'mine\n' });
    const { exitCode, stdout } = await bento.run('skip');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Lesson 1  Open the kiosk');
    expect((await bento.files('00-hello'))['src/hello.ts']).toBe('mine\n');
    expect(states((await bento.run('list', '--json')).stdout)).toEqual(['skipped', 'started', 'todo']);
  });

  test('ends when one comes back, also to the lesson one is still in', async () => {
    await using bento = await startedLearner();
    await bento.record(pass('kiosk'), pass('last'));
    await bento.run('skip');
    expect(states((await bento.run('list', '--json')).stdout)).toEqual(['skipped', 'passed', 'passed']);
    await bento.run('goto', 'hello');
    expect(states((await bento.run('list', '--json')).stdout)).toEqual(['started', 'passed', 'passed']);
  });

  test('takes no pass away', async () => {
    await using bento = await startedLearner();
    await bento.record(pass('hello'));
    await bento.run('skip');
    expect(states((await bento.run('list', '--json')).stdout)).toEqual(['passed', 'started', 'todo']);
  });
});

describe('goto', () => {
  test('begins lessons in any order, and writes no event when one is there already', async () => {
    await using bento = await startedLearner();
    await bento.run('goto', '2');
    await bento.run('goto', '2');
    await bento.run('goto', '0');
    expect((await bento.journal()).map(({ kind, lesson }) => `${kind} ${lesson}`)).toEqual([
      'started hello',
      'started last',
      'moved hello',
    ]);
  });

  test('lays missing files out again, and leaves the others as they are', async () => {
    await using bento = await startedLearner();
    await bento.run('goto', 'kiosk');
    const before = await bento.files('01-kiosk');
    await bento.save({ '01-kiosk/src/kiosk.ts': 'mine\n' });

    await rm(`${bento.workspaceDir}/01-kiosk/src/lib`, { recursive: true });
    await bento.run('goto', 'kiosk');
    expect(await bento.files('01-kiosk')).toEqual({ ...before, 'src/kiosk.ts': 'mine\n' });
  });

  test('asks which lesson; where nobody can be asked, it names the argument', async () => {
    await using bento = await startedLearner();
    const { exitCode, stderr } = await bento.run('goto');
    expect(exitCode).toBe(64);
    expect(stderr).toContain('Which lesson?');
    expect(stderr).toContain('<lesson>');
  });
});

describe('list', () => {
  test('prints one JSON document of exactly this shape', async () => {
    await using bento = await startedLearner();
    await bento.record(pass('hello'));
    const { exitCode, stdout, stderr } = await bento.run('list', '--json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      current: 'hello',
      lessons: [
        { number: 0, slug: 'hello', title: 'Say hello', chapter: 'One', minutes: 2, state: 'passed' },
        { number: 1, slug: 'kiosk', title: 'Open the kiosk', chapter: 'Two', minutes: 5, state: 'todo' },
        { number: 2, slug: 'last', title: 'Close up', chapter: 'Two', minutes: 1, state: 'todo' },
      ],
    });
  });

  test('shows what is searched for, by name, chapter or state', async () => {
    await using bento = await startedLearner();
    const slugs = async (text: string): Promise<string[]> => {
      const { lessons } = JSON.parse((await bento.run('list', text, '--json')).stdout) as {
        lessons: { slug: string }[];
      };
      return lessons.map(({ slug }) => slug);
    };
    expect(await slugs('kiosk')).toEqual(['kiosk']);
    expect(await slugs(' TWO ')).toEqual(['kiosk', 'last']);
    expect(await slugs('started')).toEqual(['hello']);
    expect(await slugs('zebra')).toEqual([]);
    expect((await bento.run('list', 'close')).stdout).toContain('Close up');
  });
});

describe('status', () => {
  test('says where one is, and offers the next lesson only after a pass', async () => {
    await using bento = await startedLearner();
    const before = await bento.run('status');
    expect(before.stdout).toContain('Lesson 0  Say hello');
    expect(before.stdout).toContain('0 of 3 lessons passed');
    expect(before.stdout).not.toContain('npx learn-obs next');
    await bento.record({ kind: 'hinted', lesson: 'hello', hint: 1 }, pass('hello'));
    const after = await bento.run('status');
    expect(after.stdout).toContain('1 of 3 lessons passed');
    expect(after.stdout).toContain('npx learn-obs next');
    expect(after.stdout).toMatch(/Hints +1 of 3/);
  });
});

describe('read', () => {
  test('shows the instructions that came with the course, drawn or as they are', async () => {
    await using bento = await startedLearner();
    await bento.save({ '00-hello/README.md': 'my notes' });
    expect((await bento.run('read')).stdout).toContain('You will be able to greet whoever comes.');
    expect((await bento.run('read', '--raw')).stdout).toContain('**You will be able to** greet whoever comes.');
    const narrow = await bento.runIn({ screen: fakeScreen({ columns: 24 }) }, 'read', 'kiosk');
    expect(Math.max(...narrow.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(24);
  });
});

function states(list: string): string[] {
  return (JSON.parse(list) as { lessons: { state: string }[] }).lessons.map(({ state }) => state);
}
