import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lay, temporaryPlace } from '../workspace/place.ts';
import { learnObs, repository } from './calls.ts';
import { noTerminal, openTerminal, type Terminal } from './terminal.ts';

const solution = join(repository, 'solutions/00-welcome/src/welcome.ts');

/** How learn-obs left the terminal. */
function leftBehind({ raw }: Terminal): object {
  const isOn = (on: string, off: string): boolean => raw.lastIndexOf(on) >= raw.lastIndexOf(off);
  return {
    takesWholeLines: /(?<!-)\bicanon\b/.test(raw),
    echoes: /(?<!-)\becho\b/.test(raw),
    hasCursor: isOn('\u001B[?25h', '\u001B[?25l'),
    showsWhatStoodThere: isOn('\u001B[?1049l', '\u001B[?1049h'),
  };
}

const asBefore = { takesWholeLines: true, echoes: true, hasCursor: true, showsWhatStoodThere: true };

if (noTerminal !== undefined) console.log(`not tried on a real terminal: ${noTerminal}`);

describe.runIf(noTerminal === undefined)('on a real terminal', { timeout: 180_000 }, () => {
  test('one starts, saves, reads the verdict, goes on with n and quits with q', async () => {
    await using place = await temporaryPlace();
    await using terminal = openTerminal(place.dir, 'start');
    await terminal.sees(/Make a workspace in learn-obs-workspace\?/);
    terminal.type('\r');
    await terminal.sees(/You will be able to change a program[^]*Waiting for you to save a file in 00-welcome/);
    const welcome = 'learn-obs-workspace/00-welcome/src/welcome.ts';
    await lay(place.dir, { [welcome]: `${await readFile(join(place.dir, welcome), 'utf8')}// not yet\n` });
    await terminal.sees(/Checking src\/welcome\.ts[^]*the line says "somebody"/);
    await lay(place.dir, { [welcome]: await readFile(solution, 'utf8') });
    await terminal.sees(/All 4 checks pass[^]*n next/);
    terminal.type('n');
    await terminal.sees(/Lesson 1[^]*Waiting for you to save a file in 01-first-log-line/);
    terminal.type('q');
    await terminal.sees(/1 of \d+ lessons passed\.[^]*exit code 0/);
    await terminal.closed;
    expect(leftBehind(terminal)).toEqual(asBefore);
  });

  test('ctrl-c answers a question with no, and leaves watch mode', async () => {
    await using place = await temporaryPlace();
    await using asked = openTerminal(place.dir, 'start');
    await asked.sees(/Make a workspace/);
    asked.type('\u0003');
    await asked.sees(/Nothing was written[^]*exit code 1/);
    await asked.closed;
    expect(leftBehind(asked)).toEqual(asBefore);
    expect(existsSync(join(place.dir, 'learn-obs-workspace'))).toBe(false);

    await learnObs(place.dir, 'start', '--yes', '--no-watch');
    await using watching = openTerminal(place.dir, 'watch');
    await watching.sees(/Waiting for you to save/);
    watching.type('\u0003');
    await watching.sees(/exit code 0/);
    await watching.closed;
    expect(leftBehind(watching)).toEqual(asBefore);
  });

  test('ctrl-c stops a check, which is then not counted, and the program with it', async () => {
    await using place = await temporaryPlace();
    await learnObs(place.dir, 'start', '--yes', '--no-watch');
    const bell = join(place.dir, 'bell');
    await lay(place.dir, {
      'learn-obs-workspace/00-welcome/src/welcome.ts': `import { writeFileSync } from 'node:fs';
writeFileSync(${JSON.stringify(bell)}, String(process.pid));
setInterval(() => {}, 1000);\n`,
    });
    await using terminal = openTerminal(place.dir, 'verify');
    await terminal.sees(/checking lesson 0/);
    await expect.poll(() => existsSync(bell)).toBe(true);
    terminal.type('\u0003');
    await terminal.sees(/could not be checked[^]*The attempt was stopped: ctrl-c[^]*exit code 2/);
    await terminal.closed;
    expect(leftBehind(terminal)).toEqual(asBefore);
    expect(existsSync(`/proc/${await readFile(bell, 'utf8')}`)).toBe(false);
  });

  test('one of many lessons is chosen by typing a part of its name', async () => {
    await using place = await temporaryPlace();
    await learnObs(place.dir, 'start', '--yes', '--no-watch');
    await using terminal = openTerminal(place.dir, 'goto');
    await terminal.sees(/Which lesson\?[^]*Welcome/);
    terminal.type('one event');
    await terminal.sees(/Which lesson\? one event(?![^]*Welcome)[^]*One event, one line/);
    terminal.type('\r');
    await terminal.sees(/Your files: learn-obs-workspace\/01-first-log-line[^]*exit code 0/);
    await terminal.closed;
    expect(leftBehind(terminal)).toEqual(asBefore);
  });
});
