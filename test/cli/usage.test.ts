import { describe, expect, test } from 'vitest';
import { bugReport } from '../../src/cli/bug-report.ts';
import { fakeWorld } from '../fake-world.ts';
import { learner, startedLearner } from './learner.ts';

describe('wrong usage', () => {
  test.each([
    [['nonsense'], "Unknown command 'nonsense'"],
    [['verfy'], 'Did you mean verify?'],
    [['constructor'], "Unknown command 'constructor'"],
    [['author', 'chek'], "Unknown command 'chek'"],
    [['verify', '--jsn'], 'Did you mean --json?'],
    [['verify', 'one', 'two'], 'Too many arguments'],
    [['verify', '--seed'], "Option '--seed <text>' argument missing"],
    [['verify', '--reporter', 'toString'], 'There is no reporter "toString"'],
    [['completion'], "Missing required argument 'shell'"],
    [['completion', 'tcsh'], 'There is no completion for "tcsh"'],
  ])('%j ends with 64 and says what was wrong', async (argv, words) => {
    await using bento = await startedLearner();
    const { exitCode, stdout, stderr } = await bento.run(...argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: '' });
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(words);
    expect(stderr).toContain('Next:');
  });
});

describe('help', () => {
  test('names every command, also where there is no workspace', async () => {
    await using bento = await learner();
    const { exitCode, stdout } = await bento.runIn({ cwd: bento.home }, '--help');
    expect(exitCode).toBe(0);
    for (const name of ['start', 'watch', 'verify', 'hint', 'next', 'undo', 'doctor', 'author', 'completion'])
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    expect((await bento.runIn({ cwd: bento.home })).stdout).toBe(stdout);
  });

  test('says of one command what it takes', async () => {
    await using bento = await learner();
    const { exitCode, stdout } = await bento.runIn({ cwd: bento.home }, 'verify', '--help');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/--seed <text> +repeat the random values/);
    expect((await bento.runIn({ cwd: bento.home }, 'help', 'verify')).stdout).toBe(stdout);
  });

  test.each(['--version', '-V'])('%s prints the version', async (flag) => {
    await using bento = await learner();
    expect(await bento.runIn({ cwd: bento.home }, flag)).toEqual({ exitCode: 0, stdout: '1.2.3\n', stderr: '' });
  });
});

describe('a fault of ours', () => {
  test('is said to be one, with the stack and what to send where', () => {
    const world = fakeWorld({ nodeVersion: 'v24.0.0', platform: 'plan9' });
    const text = bugReport(new TypeError('flux is not a function'), '1.2.3', world).join('\n');
    expect(text).toContain('learn-obs itself made a mistake; it is not your program.');
    expect(text).toMatch(/TypeError: flux is not a function[^]* at /);
    expect(text).toMatch(/learn-obs 1\.2\.3[^]*Node v24\.0\.0[^]*plan9/);
    expect(text).toContain('https://');
  });

  test('is told also when it is no Error', () => {
    expect(bugReport('out of ideas', '1.2.3', fakeWorld()).join('\n')).toContain('out of ideas');
  });
});
