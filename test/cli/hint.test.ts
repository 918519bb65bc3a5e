import { cp } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { startedLearner } from './learner.ts';

const failedWith = (code: string) =>
  ({
    kind: 'attempted',
    lesson: 'hello',
    verdict: 'fail',
    failing: [{ check: 'guest', code }],
    durationMs: 1,
    seed: 'a',
  }) as const;

describe('hint', () => {
  test('gives the ladder step by step, and the last step again and again', async () => {
    await using bento = await startedLearner();
    const given: string[] = [];
    for (let step = 1; step <= 4; step++) given.push((await bento.run('hint', '--raw')).stdout);
    expect(given.map((text) => text.split('\n')[0])).toEqual([
      '## How many lines?',
      '## Who is it?',
      '## All of it',
      '## All of it',
    ]);
    expect(given[0]).toContain('Hint 1 of 3. 2 more: `npx learn-obs hint`');
    expect(given[3]).toContain('Hint 3 of 3. That was the last hint.');
    expect((await bento.journal()).flatMap((event) => (event.kind === 'hinted' ? [event.hint] : []))).toEqual([
      1, 2, 3,
    ]);
  });

  test('begins with the one that answers what was found', async () => {
    await using bento = await startedLearner();
    await bento.record(failedWith('wrong-guest'));
    expect((await bento.run('hint')).stdout).toContain('Who is it?');
    expect((await bento.run('hint')).stdout).toContain('How many lines?');
  });

  test('is given anew after a reset', async () => {
    await using bento = await startedLearner();
    await bento.run('hint');
    await bento.run('reset', '--yes');
    expect((await bento.run('hint', '--raw')).stdout).toContain('Hint 1 of 3');
  });
});

describe('solution', () => {
  test('is refused before a pass, and is not recorded', async () => {
    await using bento = await startedLearner();
    const { exitCode, stdout, stderr } = await bento.run('solution');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/learn-obs solution\s+--give-up/);
    expect(await bento.journal()).toHaveLength(1);
  });

  test('is shown to who gives up; the lesson is revealed from then on and never passed', async () => {
    await using bento = await startedLearner();
    const { exitCode, stdout } = await bento.run('solution', '--give-up');
    expect(exitCode).toBe(0);
    expect(stdout).toContain("+ console.log(JSON.stringify({ guest: process.env['GUEST'] }));");
    expect((await bento.journal()).at(-1)).toMatchObject({ kind: 'revealed', lesson: 'hello' });
    await bento.save({ '00-hello/src/hello.ts': "console.log(JSON.stringify({ guest: process.env['GUEST'] }));\n" });
    expect((await bento.run('verify')).exitCode).toBe(0);
    expect((await bento.journal()).some(({ kind }) => kind === 'passed')).toBe(false);
    expect((await bento.run('list', '--json')).stdout).toContain('"state": "revealed"');
    expect((await bento.run('next')).exitCode).toBe(0);
  });

  test('is shown after a pass without giving up, as it differs from ones own', async () => {
    await using bento = await startedLearner();
    await bento.record({ kind: 'passed', lesson: 'hello' });
    await bento.run('solution');
    const { stdout } = await bento.run('solution', '--give-up');
    expect(stdout).toContain("- console.log(JSON.stringify({ guest: 'nobody' }));");
    expect((await bento.journal()).map(({ kind }) => kind)).toEqual(['started', 'passed']);
  });

  test('is there also where learn-obs is installed in a node_modules', async () => {
    await using bento = await startedLearner();
    const installed = `${bento.home}/node_modules/learn-obs`;
    await cp(bento.packageDir, installed, { recursive: true, verbatimSymlinks: true });
    const { stdout } = await bento.runIn({ packageDir: installed }, 'solution', '--give-up');
    expect(stdout).toContain("+ console.log(JSON.stringify({ guest: process.env['GUEST'] }));");
  });
});
