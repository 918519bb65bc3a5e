import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openScreen } from '../../src/cli/screen.ts';
import type { Screen } from '../../src/kernel/world.ts';
import { type FakeScreen, fakeScreen } from '../fake-screen.ts';
import { startedLearner, type Learner } from './learner.ts';

let bento: Learner;
beforeAll(async () => {
  bento = await startedLearner();
  await bento.run('verify');
});

afterAll(() => bento[Symbol.asyncDispose]());

const calls = [
  ['--help'],
  ['run', '--help'],
  ['show'],
  ['checks'],
  ['read'],
  ['hint'],
  ['list'],
  ['status'],
  ['solution'],
  ['doctor'],
  ['next'],
  ['nonsense'],
];

interface Setting {
  readonly isTTY: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly argv?: readonly string[];
}

/** As openScreen sees a terminal or a pipe. */
function screenFor({ isTTY, env = {}, argv = [] }: Setting): FakeScreen {
  const stream = Object.assign(new PassThrough(), { isTTY });
  const { isTerminal, colour } = openScreen({ stdin: stream, stdout: stream, stderr: stream }, env, argv);
  return fakeScreen({ terminal: isTerminal, colour });
}

describe('no command writes an escape code', () => {
  test('also not a verdict, or what a program emits', async () => {
    const piped = { isTTY: false, env: { FORCE_COLOR: '0' } };
    for (const name of ['verify', 'run']) {
      const { stdout, stderr } = await bento.runIn({ screen: screenFor(piped) }, name);
      expect(stdout).toContain('nobody');
      expect(stdout + stderr).not.toContain('\u001B');
    }
  });

  test.each<[string, Setting]>([
    ['in a pipe', { isTTY: false }],
    ['with NO_COLOR', { isTTY: true, env: { NO_COLOR: '1' } }],
    ['with --no-color', { isTTY: true, argv: ['--no-color'] }],
    ['on a terminal that knows none', { isTTY: true, env: { TERM: 'dumb' } }],
    ['with NO_COLOR and FORCE_COLOR', { isTTY: false, env: { NO_COLOR: '1', FORCE_COLOR: '1' } }],
  ])('%s', async (_name, setting) => {
    const wrong: string[] = [];
    for (const argv of calls) {
      const { stdout, stderr } = await bento.runIn({ screen: screenFor(setting) }, ...argv, ...(setting.argv ?? []));
      if (stdout + stderr === '' || (stdout + stderr).includes('\u001B')) wrong.push(argv.join(' '));
    }
    expect(wrong).toEqual([]);
  });
});

describe('colours', () => {
  test.each<[string, Setting, boolean]>([
    ['are drawn on a terminal', { isTTY: true, env: { TERM: 'xterm' } }, true],
    ['are drawn where FORCE_COLOR asks for them', { isTTY: false, env: { FORCE_COLOR: '1' } }, true],
    ['are left out where FORCE_COLOR is 0', { isTTY: true, env: { FORCE_COLOR: '0' } }, false],
    ['are left out where FORCE_COLOR is false', { isTTY: true, env: { FORCE_COLOR: 'false' } }, false],
    ['are drawn where NO_COLOR is empty', { isTTY: true, env: { NO_COLOR: '' } }, true],
  ])('%s', async (_name, setting, isColoured) => {
    const { stdout } = await bento.runIn({ screen: screenFor(setting) }, 'list');
    expect(stdout.includes('\u001B[')).toBe(isColoured);
  });
});

describe('at 40 columns', () => {
  test.each(calls.map((argv) => [argv.join(' '), argv] as const))('`%s` keeps to them', async (_name, argv) => {
    const { stdout, stderr } = await bento.runIn({ screen: fakeScreen({ columns: 40 }) }, ...argv);
    const widest = Math.max(...`${stdout}${stderr}`.split('\n').map((line) => line.length));
    expect(widest).toBeLessThanOrEqual(40);
  });
});

describe('the screen', () => {
  const open = (isTTY: boolean, size: object = {}): { screen: Screen; stream: PassThrough; raw: boolean[] } => {
    const raw: boolean[] = [];
    const setRawMode = (on: boolean): void => void raw.push(on);
    const stream = Object.assign(new PassThrough(), { isTTY, setRawMode, ...size });
    return { screen: openScreen({ stdin: stream, stdout: stream, stderr: stream }, {}, []), stream, raw };
  };

  test('is 80 by 24 where there is no terminal', () => {
    const { screen } = open(false);
    expect([screen.width(), screen.height(), screen.isTerminal]).toEqual([80, 24, false]);
    const { screen: terminal } = open(true, { columns: 111, rows: 22 });
    expect([terminal.width(), terminal.height(), terminal.isTerminal]).toEqual([111, 22, true]);
  });

  test('writes what it is given, and tells of another size until nobody wants to know', () => {
    const { screen, stream } = open(true);
    screen.write('out ');
    screen.writeError('err');
    expect(String(stream.read())).toBe('out err');
    let resizes = 0;
    const stop = screen.onResize(() => resizes++);
    stream.emit('resize');
    stop();
    stream.emit('resize');
    expect(resizes).toBe(1);
  });

  test.each([
    ['a', { name: 'a', ctrl: false }],
    ['?', { name: '?', ctrl: false }],
    ['Q', { name: 'Q', ctrl: false }],
    [' ', { name: ' ', ctrl: false }],
    ['\r', { name: 'return', ctrl: false }],
    ['\u001B[A', { name: 'up', ctrl: false }],
    ['\u001B[B', { name: 'down', ctrl: false }],
    ['\u0003', { name: 'c', ctrl: true }],
    ['é', { name: 'é', ctrl: false }],
  ])('reads the key %j as %o', (typed, key) => {
    const { screen, stream, raw } = open(true);
    const keys: unknown[] = [];
    const stop = screen.onKey((pressed) => keys.push(pressed));
    stream.write(typed);
    stream.read();
    stop();
    expect(keys).toEqual([key]);
    expect(raw).toEqual([true, false]);
  });

  test('reads escape alone once nothing follows it', async () => {
    const { screen, stream } = open(true);
    const pressed = new Promise((resolve) => screen.onKey(resolve));
    stream.write('\u001B');
    expect(await pressed).toEqual({ name: 'escape', ctrl: false });
  });
});
