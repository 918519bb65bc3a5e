import { describe, expect, test } from 'vitest';
import { solved, startedLearner } from './learner.ts';
import { watching } from './watching.ts';

describe('the keys of watch mode', () => {
  test('open pages, and pressed again go back', async () => {
    await using bento = await startedLearner();
    await using watch = await watching(bento);
    const { screen } = watch;
    for (const [key, page] of [
      ['c', /Its `guest` is the name in the environment variable GUEST/],
      ['l', /Open the kiosk[^]*Close up/],
      ['d', /There is no difference/],
      ['?', /check now, without a save/],
    ] as const) {
      screen.press(key);
      await screen.shows(page);
      screen.press(key);
      await screen.shows(/You will be able to greet whoever comes/);
    }
    screen.press('c');
    await screen.shows(/Its `guest`/);
    screen.press('escape');
    expect(await screen.shows(/You will be able to/)).not.toContain('Its `guest`');
  });

  test('are offered only while they do something', async () => {
    await using bento = await startedLearner();
    await using watch = await watching(bento);
    const { screen } = watch;
    expect(keys(screen.picture)).toBe('h hint   r run   c checks   l list   d diff   x reset   q quit   ? help');
    const before = screen.stdout;
    for (const key of ['n', 's', 'z', 'y', '€', '']) screen.press(key);
    await bento.save(solved.hello);
    const picture = await screen.shows(/All 2 checks pass/);
    const drawn = screen.stdout.slice(before.length).split('\u001B[H');
    expect(drawn).toHaveLength(3);
    expect(keys(picture)).toBe('n next   r run   s show   c checks   l list   d diff   x reset   q quit   ? help');
  });

  test('give hints, one after another, and show what was found', async () => {
    await using bento = await startedLearner();
    await using watch = await watching(bento);
    const { screen } = watch;
    screen.press('v');
    await screen.shows(/the line says "nobody"/);
    screen.press('h');
    await screen.shows(/Who is it\?[^]*Hint 1 of 3/);
    screen.press('h');
    await screen.shows(/How many lines\?[^]*Hint 2 of 3/);
    screen.press('s');
    await screen.shows(/> 1 .*guest=nobody/);
    screen.press('s');
    expect(await screen.shows(/the line says "nobody"/)).not.toContain('> 1');
  });

  test('run the program without judging it, and say why nothing was seen', async () => {
    await using bento = await startedLearner();
    await using watch = await watching(bento);
    const { screen } = watch;
    screen.press('r');
    await screen.shows(/running your program/);
    screen.press('r');
    await screen.shows(/guest=nobody/);
    await bento.save({ '00-hello/src/hello.ts': 'console.log(;\n' });
    await screen.shows(/could not be checked/);
    screen.press('r');
    await screen.shows(/Node cannot read src\/hello\.ts, line 1[^]*Next:/);
    expect((await bento.journal()).map(({ kind }) => kind)).toEqual(['started', 'attempted']);
  });

  test('show what was changed, and after a pass how the reference differs', async () => {
    await using bento = await startedLearner();
    await using watch = await watching(bento);
    const { screen } = watch;
    await bento.save({ '00-hello/src/hello.ts': `${solved.hello['00-hello/src/hello.ts']}// mine\n` });
    await screen.shows(/All 2 checks pass/);
    screen.press('d');
    await screen.shows(/\+ the reference[^]*- \/\/ mine/);
    await bento.save({ '00-hello/src/hello.ts': 'console.log(1);\n' });
    await screen.shows(/not one JSON object/);
    screen.press('d');
    expect(await screen.shows(/- the starter[^]*\+ console\.log\(1\);/)).toContain('+ yours');
  });

  test('reset only after a yes, and say where the files are', async () => {
    await using bento = await startedLearner();
    await using watch = await watching(bento);
    const { screen } = watch;
    const starter = await bento.files('00-hello');
    await bento.save({ '00-hello/src/hello.ts': 'console.log(1);\n' });
    await screen.shows(/not one JSON object/);
    screen.press('x');
    expect(keys(await screen.shows(/Put this lesson back to its starter\?/))).toBe('y reset   n keep my files');
    screen.press('n');
    await screen.shows(/Nothing was changed/);
    expect((await bento.files('00-hello'))['src/hello.ts']).toBe('console.log(1);\n');
    screen.press('x');
    await screen.shows(/Put this lesson back/);
    screen.press('y');
    await screen.shows(/Your files are in \.learn-obs\/backups\/hello\/[^]*the line says "nobody"/);
    expect(await bento.files('00-hello')).toEqual(starter);
  });

  test('scroll a page that is longer than the screen', async () => {
    await using bento = await startedLearner();
    await using watch = await watching(bento);
    const { screen } = watch;
    screen.resizeTo(60, 14);
    await screen.shows(/more lines below: space or ↓/);
    screen.press(' ');
    await screen.shows((picture) => !picture.includes('You will be able to'));
    for (let presses = 0; presses < 9; presses++) screen.press('down');
    await screen.shows(/Nothing\.[^]*… the end: ↑ goes up/);
    screen.press('k');
    await screen.shows((picture) => !picture.includes('the end:'));
    for (let presses = 0; presses < 9; presses++) screen.press('up');
    expect((await screen.shows(/You will be able to/)).split('\n').length).toBeLessThanOrEqual(14);
  });
});

/** The row of keys at the bottom. */
function keys(picture: string): string {
  return picture.trimEnd().split('\n').at(-1)?.trim() ?? '';
}
