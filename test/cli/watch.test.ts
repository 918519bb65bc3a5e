import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { childrenOf } from '../observe/leftovers.ts';
import { solved, startedLearner, type Learner } from './learner.ts';
import { gated, watching } from './watching.ts';

const right = solved.hello['00-hello/src/hello.ts'];
const wrong = "console.log(JSON.stringify({ guest: 'Bob' }));\n";
const passed = /All 2 checks pass/;

const attempts = async (bento: Learner): Promise<string[]> =>
  (await bento.journal()).flatMap((event) => (event.kind === 'attempted' ? [`${event.lesson} ${event.verdict}`] : []));

describe('watch', () => {
  test('shows the instructions, and then a verdict on every save', async () => {
    await using bento = await startedLearner();
    await using watch = await watching(bento);
    expect(watch.screen.picture).toContain('You will be able to greet whoever comes.');
    expect(watch.screen.picture).toContain('Waiting for you to save a file in 00-hello.');
    await bento.save({ '00-hello/src/hello.ts': wrong });
    await watch.screen.shows(/the line says "Bob"/);
    await bento.save({ '00-hello/src/hello.ts': right });
    await watch.screen.shows(passed);
    expect(await attempts(bento)).toEqual(['hello fail', 'hello pass']);
  });

  test('checks a save that comes during a check as soon as that ends', async () => {
    await using bento = await startedLearner();
    await using watch = await watching(bento);
    const slow = gated(bento, wrong);
    await bento.save({ '00-hello/src/hello.ts': slow.source });
    await watch.screen.shows(/Checking src\/hello\.ts …/);
    await slow.arrived();
    await bento.save({ '00-hello/src/hello.ts': right });
    await watch.screen.shows(/you saved again: the newest version is checked next/);
    await slow.open();
    await watch.screen.shows(passed);
    expect(await attempts(bento)).toEqual(['hello fail', 'hello pass']);
  });

  test('goes on only when n is pressed, and only after a pass', async () => {
    await using bento = await startedLearner();
    await using watch = await watching(bento);
    watch.screen.press('n');
    await bento.save({ '00-hello/src/hello.ts': wrong });
    await watch.screen.shows(/the line says "Bob"/);
    watch.screen.press('n');
    await bento.save({ '00-hello/src/hello.ts': right });
    expect(await watch.screen.shows(passed)).toContain('Lesson 0  Say hello');
    expect((await bento.journal()).some(({ lesson }) => lesson === 'kiosk')).toBe(false);
    watch.screen.press('N');
    await watch.screen.shows(/Lesson 1 {2}Open the kiosk[^]*Waiting for you to save a file in 01-kiosk/);
    await bento.save({ '00-hello/src/hello.ts': wrong, '01-kiosk/src/kiosk.ts': 'throw new Error("closed");\n' });
    await watch.screen.shows(/Lesson 1 {2}Open the kiosk could not be checked/);
    expect(await attempts(bento)).toEqual(['hello fail', 'hello pass', 'kiosk could-not-check']);
  });

  test('checks nothing when a note is written into the README, and on v without a save', async () => {
    await using bento = await startedLearner();
    await using watch = await watching(bento);
    await bento.save({ '00-hello/README.md': 'mine', '00-hello/notes.md': 'a thought' });
    watch.screen.press('v');
    await watch.screen.shows(/Checking …/);
    await watch.screen.shows(/the line says "nobody"/);
    expect(await attempts(bento)).toEqual(['hello fail']);
  });

  test('keeps the verdict of a lesson one has left off the screen of the next', async () => {
    await using bento = await startedLearner();
    await bento.record({ kind: 'passed', lesson: 'hello' });
    await using watch = await watching(bento);
    const slow = gated(bento, right);
    await bento.save({ '00-hello/src/hello.ts': slow.source });
    await slow.arrived();
    watch.screen.press('n');
    await watch.screen.shows(/Lesson 1 {2}Open the kiosk/);
    await slow.open();
    await expect.poll(() => attempts(bento)).toEqual(['hello pass']);
    await bento.save({ '01-kiosk/src/kiosk.ts': 'console.log(;\n' });
    expect(await watch.screen.shows(/could not be checked/)).not.toMatch(passed);
  });

  test('says that the folder is gone, goes on when it is back, and never ends because of it', async () => {
    await using bento = await startedLearner();
    await using watch = await watching(bento);
    const [here, away] = [join(bento.workspaceDir, '00-hello'), join(bento.home, 'away')];
    await rename(here, away);
    await watch.screen.shows(/The folder 00-hello is gone\. `npx learn-obs goto 0` lays it out again/);
    watch.screen.press('v');
    await watch.screen.shows(/could not be checked[^]*is not there any\s+more/);
    await rename(away, here);
    await watch.screen.shows(/the line says "nobody"/);
    expect(await attempts(bento)).toEqual(['hello could-not-check', 'hello fail']);
  });

  test('says at the end of the course that it is the end', async () => {
    await using bento = await startedLearner();
    await bento.record({ kind: 'passed', lesson: 'hello' }, { kind: 'passed', lesson: 'kiosk' });
    await bento.run('goto', 'last');
    await using watch = await watching(bento);
    await bento.save(solved.last);
    const picture = await watch.screen.shows(/you have reached the end of the course/);
    expect(picture).toContain('3/3');
    expect(picture).not.toContain('n: next');
  });
});

describe('watch ends', () => {
  test('on q with the terminal as it was, and says how to go on', async () => {
    await using bento = await startedLearner();
    await using watch = await watching(bento);
    expect(watch.screen.isListening).toBe(true);
    watch.screen.press('q');
    const { exitCode, stdout } = await watch.ended;
    expect(exitCode).toBe(0);
    expect(watch.screen.isListening).toBe(false);
    expect(stdout.startsWith('\u001B[?1049h\u001B[?25l')).toBe(true);
    expect(
      stdout.endsWith('\u001B[?25h\u001B[?1049l0 of 3 lessons passed. `npx learn-obs watch` goes on where you are.\n'),
    ).toBe(true);
  });

  test.each([
    ['ctrl-c', undefined],
    ['the end of its process', new AbortController()],
  ])('in the middle of a check on %s, and leaves no process', async (_name, interruption) => {
    await using bento = await startedLearner();
    const change = interruption ? { interrupted: interruption.signal } : {};
    await using watch = await watching(bento, change);
    const slow = gated(bento, right);
    await bento.save({ '00-hello/src/hello.ts': slow.source });
    await slow.arrived();
    if (interruption) interruption.abort('SIGTERM');
    else watch.screen.press('c', 'ctrl');
    await watch.ended;
    expect(childrenOf(process.pid).join()).not.toContain('src/hello.ts');
    expect(await attempts(bento)).toEqual(['hello could-not-check']);
  });

  test('with an error, when progress can no longer be recorded', async () => {
    await using bento = await startedLearner();
    const watch = await watching(bento);
    const journal = join(bento.workspaceDir, '.learn-obs/journal.ndjson');
    await rename(journal, join(bento.home, 'journal'));
    await bento.save({ '.learn-obs/journal.ndjson/in-the-way': '', '00-hello/src/hello.ts': right });
    const { exitCode, stdout, stderr } = await watch.ended;
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Your progress could not be recorded');
    expect(stdout).not.toMatch(passed);
    expect(stdout.endsWith('\u001B[?25h\u001B[?1049l')).toBe(true);
    expect(watch.screen.isListening).toBe(false);
  });

  test('before it begins where there is no terminal', async () => {
    await using bento = await startedLearner();
    const { exitCode, stderr } = await bento.run('watch');
    expect(exitCode).toBe(64);
    expect(stderr).toContain('`npx learn-obs verify` gives one verdict');
  });
});
