import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/kernel/random.ts';
import type { AuthorJson } from '../../../src/runner/author/author-models.ts';
import { learner, type Learner } from '../../cli/learner.ts';

const lesson = 'lessons/00-hello';
const right = "console.log(JSON.stringify({ guest: process.env['GUEST'] }));\n";
const bob = "console.log(JSON.stringify({ guest: 'Bob' }));\n";
/** Says another name under the recorded seed, and too much under any other. */
const moody = `${right}if (process.env['GUEST'] === '${seededRandom('author').word('guest')}') console.log('{"guest":"twice"}');
else console.log('not JSON');\n`;

async function authorCheck(author: Learner, ...argv: string[]): Promise<AuthorJson & { exitCode: number }> {
  const { exitCode, stdout } = await author.runIn({ cwd: author.home }, 'author', 'check', '--json', ...argv);
  return { exitCode, ...(JSON.parse(stdout) as AuthorJson) };
}

describe("the author's gate", { timeout: 120_000 }, () => {
  test('is content with a lesson as it should be, and prints JSON of exactly this shape', async () => {
    await using author = await learner();
    const { lessons, ...rest } = await authorCheck(author, 'hello');
    expect(rest).toEqual({ exitCode: 0, ok: true, failures: [] });
    expect(lessons).toEqual([
      { slug: 'hello', starter: true, solution: true, variants: 1, mistakes: 2, seconds: expect.any(Number) },
    ]);
  });

  test('finds and says each kind of wrong', async () => {
    await using author = await learner({
      [`${lesson}/starter/src/hello.ts`]: `// TODO\n${right}`,
      'solutions/00-hello/src/hello.ts': bob,
      [`${lesson}/variants/by-hand/src/hello.ts`]: right + right,
      [`${lesson}/mistakes/right/src/hello.ts`]: right,
      [`${lesson}/mistakes/moody/src/hello.ts`]: moody,
      [`${lesson}/mistakes/hard-coded/expected.txt`]: 'findings: guest=wrong-guest\n\nsomething else\n',
      [`${lesson}/findings.ts`]: (await fixture('findings.ts')).replace(
        '});',
        "  never: () => ({ title: '', why: '', next: '' }),\n});",
      ),
      [`${lesson}/README.md`]: '# Say hello\n',
    });
    const { exitCode, ok, lessons, failures } = await authorCheck(author, 'hello');
    expect({ exitCode, ok }).toEqual({ exitCode: 1, ok: false });
    expect(lessons).toMatchObject([{ starter: false, solution: false, variants: 1, mistakes: 4 }]);
    const said = failures.map(({ where, text }) => `${where}: ${text.replace(/\b[0-9a-f]{12}\b/, '<new>')}`);
    expect(said.filter((text) => !text.includes('README'))).toEqual([
      'folder: no mistake produces the finding "never"',
      'starter: the starter passes (seed author)',
      'starter: the starter passes (seed <new>)',
      'solution: a correct answer was rejected: findings: guest=wrong-guest (seed author)',
      'solution: a correct answer was rejected: findings: guest=wrong-guest (seed <new>)',
      'variants/by-hand: a correct answer was rejected: findings: one-line=two-lines (seed author)',
      'variants/by-hand: a correct answer was rejected: findings: one-line=two-lines (seed <new>)',
      'mistakes/hard-coded: the learner reads something else than is recorded',
      'mistakes/moody: has no expected.txt: read what the learner would read, then record it with --record',
      'mistakes/moody: another seed (<new>) gives other findings: findings: one-line=not-json',
      'mistakes/right: a wrong answer passes (seed author)',
      'mistakes/right: a wrong answer passes (seed <new>)',
      'mistakes/right: has no expected.txt: read what the learner would read, then record it with --record',
    ]);
    expect(failures.find(({ where }) => where === 'mistakes/hard-coded')).toMatchObject({
      expected: 'findings: guest=wrong-guest\n\nsomething else\n',
      found: expect.stringContaining('GUEST was guest-'),
    });
  });

  test('tells a program that cannot be checked from one that fails, and a fault of the checks from a mistake', async () => {
    await using author = await learner({
      'lessons/02-last/starter/src/last.ts': '// TODO\nconsole.log(;\n',
      'lessons/02-last/mistakes/crashes/src/last.ts': "throw new Error('the door is stuck');\n",
      'lessons/02-last/hidden.check.ts': (await fixture('hidden.check.ts', '02-last')).replace(
        'if (!signals',
        "if (signals.run().logs.some(({ text }) => text.includes('open'))) throw new TypeError('flux');\n    if (!signals",
      ),
    });
    const { failures } = await authorCheck(author, 'last');
    const said = failures.map(({ where, text }) => `${where}: ${text.split('\n')[0]}`);
    expect(said[0]).toBe('folder: no mistake produces the finding "no-word"');
    expect(said[1]).toMatch(/^starter: the starter could not be checked: syntax-error \{.*\} \(seed author\)$/);
    expect(said).toContain(
      'mistakes/crashes: has no expected.txt: read what the learner would read, then record it with --record',
    );
    expect(said.find((text) => text.startsWith('mistakes/no-word'))).toMatch(
      /the checks cannot judge it: checks-broken/,
    );
  });

  test('compares all lessons with each other, and wants each common finding to be produced by some mistake', async () => {
    await using author = await learner();
    for (const folder of ['00-hello', '01-kiosk'])
      await rm(join(author.packageDir, 'lessons', folder), { recursive: true });
    for (const folder of ['lessons', 'solutions', 'dist/lessons'])
      await cp(join(author.packageDir, folder, '02-last'), join(author.packageDir, folder, '03-last'), {
        recursive: true,
      });
    const { failures } = await authorCheck(author);
    expect(failures[0]).toEqual({ lesson: 'course', where: 'course', text: 'the slug last stands twice' });
    expect(failures).toContainEqual({
      lesson: 'course',
      where: 'course',
      text: 'no mistake of any lesson produces the common finding "no-spans"',
    });
  });

  test('records what the learner reads, without what differs each time, and is content with it then', async () => {
    await using author = await learner({ 'lessons/02-last/mistakes/no-word/expected.txt': 'old\n' });
    const before = await author.runIn({ cwd: author.home }, 'author', 'check', 'last');
    expect(before.exitCode).toBe(1);
    expect(before.stdout).toContain('mistakes/no-word');
    expect(before.stdout).toMatch(/- old/);
    const recorded = await author.runIn({ cwd: author.home }, 'author', 'check', 'last', '--record');
    expect(recorded.exitCode).toBe(0);
    expect(recorded.stdout).toContain('1 lesson, all as they should be.');
    const path = join(author.packageDir, 'lessons/02-last/mistakes/no-word/expected.txt');
    expect(await readFile(path, 'utf8')).toBe(await fixture('mistakes/no-word/expected.txt', '02-last'));
  });
});

function fixture(file: string, folder = '00-hello'): Promise<string> {
  return readFile(new URL(`../../fixtures/course/lessons/${folder}/${file}`, import.meta.url), 'utf8');
}
