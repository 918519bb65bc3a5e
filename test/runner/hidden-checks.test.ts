import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/telemetry/evidence.ts';
import { court, evidenceOf } from './judged.ts';

const right = '{"guest":"Ada"}';
const wrong = '{"guest":"Bob"}';
const check = 'lessons/02-last/hidden.check.ts';

/** A check file of lesson 02, whose manifest promises the one check `word`. */
const checkFile = (body: string): string => `import { describeLesson } from '#checks';
import { appendFileSync } from 'node:fs';
import { findings } from './findings.ts';
import lesson from './lesson.ts';
describeLesson(lesson, findings, ({ check, fail }) => {
${body}
});
`;

describe('the judge', () => {
  test('passes what is right, in the order of the manifest, with its titles', async () => {
    await using bench = await court();
    expect(await bench.judged('hello', right)).toEqual({
      results: [
        { id: 'one-line', title: 'The program prints one line, a JSON object.', state: 'passed' },
        { id: 'guest', title: 'Its `guest` is the name in the environment variable GUEST.', state: 'passed' },
      ],
    });
  });

  test('says what it found, and where; what would only confuse after that is not judged', async () => {
    await using bench = await court();
    const spoken = await bench.judged('hello', wrong);
    expect(spoken?.results.map(({ state, finding }) => [state, finding?.code, finding?.args])).toEqual([
      ['passed', undefined, undefined],
      ['failed', 'wrong-guest', { expected: 'Ada', found: '"Bob"' }],
    ]);
    expect(spoken?.results[1]?.finding?.saw).toEqual({
      label: 'line 1',
      text: wrong,
      mark: { from: 1, to: 14, note: 'not Ada' },
    });
    const torn = await bench.judged('hello', right, right);
    expect(torn?.results.map(({ state }) => state)).toEqual(['failed', 'skipped']);
    expect(torn?.broken).toBeUndefined();
  });

  test('judges one lesson after another, the same one again, and several that are asked for at once', async () => {
    await using bench = await court();
    bench.judge.prepare(bench.lesson('hello'));
    expect((await bench.judged('last', 'closed'))?.results).toMatchObject([{ id: 'word', state: 'passed' }]);
    bench.judge.prepare(bench.lesson('hello'));
    const all = await Promise.all([
      bench.judged('hello', wrong),
      bench.judged('last', 'open'),
      bench.judged('hello', right),
    ]);
    const codes = all.map((spoken) => spoken?.results.map(({ finding }) => finding?.code ?? 'passed'));
    expect(codes).toEqual([['passed', 'wrong-guest'], ['no-word'], ['passed', 'passed']]);
  });

  test('loads the checks of a lesson once, also when an attempt could not be finished in between', async () => {
    await using bench = await court({
      [check]: checkFile(`appendFileSync('<dir>/loads', 'x');\n  check('word', () => {});`),
    });
    const loads = (): number => readFileSync(join(bench.dir, 'loads')).length;
    const last = bench.lesson('last');
    bench.judge.prepare(last);
    bench.judge.prepare(last);
    await expect.poll(() => existsSync(join(bench.dir, 'loads'))).toBe(true);
    const unfinished: Evidence = { ...evidenceOf('last', []), problem: { code: 'crashed', args: {} } };
    expect(await bench.judge.judge(last, Promise.resolve(unfinished))).toBeUndefined();
    expect(await bench.judge.judge(last, Promise.resolve(unfinished))).toBeUndefined();
    expect((await bench.judged('last'))?.results).toHaveLength(1);
    expect(loads()).toBe(1);
    await bench.judged('last');
    expect(loads()).toBe(2);
  });

  test('goes on when evidence never comes', async () => {
    await using bench = await court();
    const lost = bench.judge.judge(bench.lesson('hello'), Promise.reject(new Error('the machine is on fire')));
    await expect(lost).rejects.toThrow('the machine is on fire');
    expect((await bench.judged('hello', right))?.results).toMatchObject([{ state: 'passed' }, { state: 'passed' }]);
  });
});

describe('a judge that is not needed any more', () => {
  /** The kernel's own list. Linux only. */
  const threads = (): number =>
    readdirSync('/proc/self/task').filter((id) => {
      try {
        return readFileSync(`/proc/self/task/${id}/comm`, 'utf8').startsWith('WorkerThread');
      } catch {
        return false;
      }
    }).length;

  test.runIf(process.platform === 'linux')('leaves no thread, also with checks that still wait', async () => {
    const before = threads();
    for (const file of [undefined, `throw new Error('no power');`]) {
      const bench = await court(file === undefined ? {} : { [check]: file });
      await bench.judged('hello', right);
      bench.judge.prepare(bench.lesson('last'));
      expect(threads()).toBeGreaterThan(before);
      await bench[Symbol.asyncDispose]();
      expect(threads()).toBe(before);
    }
  });
});

describe('checks that cannot be trusted', () => {
  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    [
      'crash',
      { [check]: checkFile(`check('word', () => { throw new TypeError('flux'); });`) },
      /^the check "word" crashed: TypeError: flux/,
    ],
    [
      'ask for a signal that the plan does not make',
      { [check]: checkFile(`check('word', (signals) => void signals.run('night'));`) },
      /"word" crashed: RangeError.*night/,
    ],
    ['are no program', { [check]: 'describe(' }, /hidden\.check\.ts/],
    ['crash before they begin', { [check]: `throw new Error('no power');` }, /no power/],
    ['do not run one that is promised', { [check]: checkFile('') }, /No test found|did not run/],
    [
      'run one that is not promised',
      { [check]: checkFile(`check('word', () => {});\n  check('more' as 'word', () => {});`) },
      /^a check ran that the lesson does not promise/,
    ],
    [
      'leave one out and run another',
      { [check]: checkFile(`check('more' as 'word', () => {});`) },
      /^the check "word" did not run/,
    ],
    [
      'wait for one that never runs',
      { [check]: checkFile(`check('word', () => {}, ['sleep' as 'word']);`) },
      /^no check ran/,
    ],
    ['are empty', { [check]: '' }, /No test suite found/],
  ])('are never a pass: they %s', async (_name, course, message) => {
    await using bench = await court(course);
    const spoken = bench.judged('last', 'closed');
    const broken = await spoken.then(
      (judgement) => judgement?.broken,
      (error: unknown) => String(error),
    );
    expect(broken).toMatch(message);
    expect((await bench.judged('hello', right))?.results).toMatchObject([{ state: 'passed' }, { state: 'passed' }]);
  });

  test('are never a pass: a lesson promises none', async () => {
    const manifest = readFileSync(new URL('../fixtures/course/lessons/02-last/lesson.ts', import.meta.url), 'utf8');
    await using bench = await court({
      'lessons/02-last/lesson.ts': manifest.replace(/checks: \{.*\}/, 'checks: {}'),
      [check]: checkFile(''),
    });
    await expect(bench.judged('last', 'closed')).rejects.toThrow('No test found');
  });

  test('are skipped without harm where they need signals and the machine has none', async () => {
    const path = 'lessons/00-hello/lesson.ts';
    const manifest = readFileSync(new URL(`../fixtures/course/${path}`, import.meta.url), 'utf8');
    await using bench = await court({ [path]: manifest.replace('checks: {', `needSignals: ['guest'],\n  checks: {`) });
    const hello = bench.lesson('hello');
    const windows = { ...evidenceOf('hello', [right]), withoutSignals: true } as const;
    const spoken = await bench.judge.judge(hello, Promise.resolve(windows));
    expect(spoken).toMatchObject({
      results: [{ state: 'passed' }, { id: 'guest', state: 'skipped', noSignals: true }],
    });
    expect(spoken?.broken).toBeUndefined();
    expect((await bench.judged('hello', wrong))?.results).toMatchObject([{ state: 'passed' }, { state: 'failed' }]);
  });

  test('are never a pass: one is left out although no other failed', async () => {
    await using bench = await court({
      'lessons/00-hello/hidden.check.ts': checkFile(
        `check('guest', () => {}, ['one-line']);\n  check('one-line', () => {});`,
      ),
    });
    expect((await bench.judged('hello', right))?.broken).toMatch(/^the check "guest" was skipped/);
  });
});
