import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import type { Step } from '../../src/course/plan.ts';
import { descendantsOf, isAlive } from './leftovers.ts';
import { observeProgram } from './observe-program.ts';

const alone = new URL('observe-alone.ts', import.meta.url).pathname;
const killedTooEarly = new URL('killed-too-early.ts', import.meta.url).pathname;

describe('after an attempt', () => {
  it('no socket, process or timer keeps the tool alive', async () => {
    const { stdout } = await execa(process.execPath, [alone, 'good-service', 'listens']);
    const [said = '', exitedAt] = stdout.split('\n');
    const { problem, left, endedAt } = JSON.parse(said) as { problem: unknown; left: string[]; endedAt: number };
    expect(problem).toBeNull();
    expect(left).toEqual([]);
    expect(Number(exitedAt) - endedAt).toBeLessThan(500);
  });
});

describe('when learn-obs itself is killed', () => {
  it("the learner's program and what it started end too", async () => {
    const tool = execa(process.execPath, [alone, 'own-children-for-long'], { reject: false });
    const programs = (): number[] =>
      descendantsOf(tool.pid!)
        .filter(({ command }) => /own-children|setInterval/.test(command))
        .map(({ pid }) => pid);
    await expect.poll(() => programs().length, { timeout: 10_000 }).toBe(3);
    const pids = programs();
    tool.kill('SIGKILL');
    await tool;
    await expect.poll(() => pids.filter(isAlive), { timeout: 5000 }).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('so does a program that nobody had time to tell of', async () => {
    const { stdout } = await execa(process.execPath, [killedTooEarly], { reject: false });
    expect(Number(stdout)).toBeGreaterThan(0);
    await expect.poll(() => isAlive(Number(stdout)), { timeout: 5000 }).toBe(false);
  });
});

describe('ctrl-c', () => {
  const patience: readonly Step[] = [
    { do: 'send', request: { name: 'one', method: 'GET', path: '/slow' } },
    { do: 'pause', durationMs: 60_000 },
  ];
  it.each([
    ['before anything', { program: 'good-service' }, 'at once'],
    ['while a program starts', { program: 'never-listens' }, 'run-started'],
    ['during a request', { program: 'graceful-service', steps: patience }, 'step'],
    ['during a pause', { program: 'good-service', steps: patience.slice(1) }, 'step'],
    [
      'while it waits for something',
      { program: 'good-service', steps: [{ do: 'until', observed: { spans: 1 }, withinMs: 60_000 }] },
      'step',
    ],
    ['while a one-shot program works', { program: 'never-ends', listens: false }, 'run-started'],
    ['while a program ends', { program: 'ignores-sigterm' }, 'ready'],
  ] as const)('%s ends the attempt at once, and says so', async (_, trial, when) => {
    const interrupt = new AbortController();
    if (when === 'at once') interrupt.abort('ctrl-c');
    const { evidence } = await observeProgram({
      ...trial,
      request: {
        signal: interrupt.signal,
        onProgress: (event) => {
          if (event.kind === when) setTimeout(() => interrupt.abort('ctrl-c'), 120);
        },
      },
    });
    expect(evidence.problem).toEqual({ code: 'interrupted', args: { reason: 'ctrl-c' } });
    // Killed for this reason and for no other: nothing was waited for.
    for (const program of evidence.runs.flatMap((run) => run.programs)) {
      expect(program.exit).toMatchObject({ signal: 'SIGKILL', reason: 'interrupted' });
    }
  });

  it('may carry an error as its reason', async () => {
    const { evidence } = await observeProgram({
      program: 'good-service',
      request: { signal: AbortSignal.abort(new Error('the terminal was closed')) },
    });
    expect(evidence.problem?.args).toEqual({ reason: 'the terminal was closed' });
    expect(evidence.runs).toEqual([]);
  });
});
