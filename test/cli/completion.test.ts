import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lay } from '../workspace/place.ts';
import { learner, type Learner } from './learner.ts';

const run = promisify(execFile);

let bento: Learner;
const scripts: Record<string, string> = {};
beforeAll(async () => {
  bento = await learner();
  for (const shell of ['bash', 'zsh', 'fish']) {
    scripts[shell] = (await bento.runIn({ cwd: bento.home }, 'completion', shell)).stdout;
  }
  await lay(bento.home, { 'completion.bash': scripts['bash']! });
});
afterAll(() => bento[Symbol.asyncDispose]());

/** What bash offers after a line, the last word being typed. */
async function offeredByBash(...words: readonly string[]): Promise<string[]> {
  const script = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$((${words.length})); _learn_obs
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const argv = ['--norc', '-c', script, 'bash', join(bento.home, 'completion.bash'), 'learn-obs', ...words];
  const { stdout } = await run('bash', argv);
  return stdout.split('\n').filter(Boolean);
}

describe('bash completes', () => {
  test('commands', async () => {
    expect(await offeredByBash('ver')).toEqual(['verify']);
    expect(await offeredByBash('s')).toEqual(['start', 'show', 'skip', 'status', 'solution']);
    expect(await offeredByBash('')).toContain('author');
    expect(await offeredByBash('author', '')).toEqual(['check']);
  });

  test('lessons and options', async () => {
    expect(await offeredByBash('verify', '')).toEqual([
      '--all',
      '--json',
      '--reporter',
      '--seed',
      'hello',
      'kiosk',
      'last',
    ]);
    expect(await offeredByBash('goto', 'k')).toEqual(['kiosk']);
    expect(await offeredByBash('verify', 'hello', '--js')).toEqual(['--json']);
    expect(await offeredByBash('author', 'check', '--r')).toEqual(['--record']);
  });

  test('words of their own', async () => {
    expect(await offeredByBash('show', 't')).toEqual(['traces']);
    expect(await offeredByBash('completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect(await offeredByBash('next', '')).toEqual([]);
  });
});

describe('the script', () => {
  test('for zsh and fish names every command once, with what it does', async () => {
    for (const shell of ['zsh', 'fish']) {
      const script = scripts[shell]!;
      expect(script).toContain(`completion ${shell}`);
      for (const name of ['start', 'verify', 'solution', 'author', 'completion']) expect(script).toContain(name);
      expect(script).toContain('hello kiosk last');
      // A quote in a description would end the string it stands in.
      expect(script.split('\n').filter((line) => (line.match(/'/g) ?? []).length % 2 !== 0)).toEqual([]);
    }
  });
});
