import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakeScreen } from '../fake-screen.ts';
import { type Learner, solved, startedLearner } from './learner.ts';

describe('verify', () => {
  test('ends with 1 and says what to do while it is wrong, and with 0 once it is right', async () => {
    await using bento = await startedLearner();
    const wrong = await bento.run('verify', '--seed', 'a');
    expect(wrong.exitCode).toBe(1);
    expect(wrong.stdout.replace(/in \d.*s\./, 'in <time>.')).toMatchInlineSnapshot(`
      "✗ Lesson 0  Say hello

        ✗ Its \`guest\` is the name in the environment variable GUEST.

          line 1   {"guest":"nobody"}
                    ^^^^^^^^^^^^^^^^ not guest-9459ea

          GUEST was guest-9459ea; the line says "nobody".
          A guest who is greeted by another name leaves.
          Next: Read it from the environment.                       npx learn-obs hint

        ✓ The program prints one line, a JSON object.

        1 of 2 checks pass, in <time>.
      "
    `);
    await bento.save(solved.hello);
    const right = await bento.run('verify');
    expect(right.exitCode).toBe(0);
    expect(right.stdout.replace(/in \d.*s\./, 'in <time>.')).toMatchInlineSnapshot(`
      "✓ Lesson 0  Say hello

        ✓ The program prints one line, a JSON object.
        ✓ Its \`guest\` is the name in the environment variable GUEST.

        All 2 checks pass, in <time>. 1 of 3 lessons done.
        Next: lesson 1, Open the kiosk.                             npx learn-obs next
      "
    `);
    expect((await bento.journal()).map(({ kind }) => kind)).toEqual(['started', 'attempted', 'attempted', 'passed']);
  });

  test('ends with 2 when the program cannot be looked at, and counts no failure', async () => {
    await using bento = await startedLearner();
    await bento.save({ '00-hello/src/hello.ts': 'console.log(;\n' });
    const { exitCode, stdout } = await bento.run('verify');
    expect(exitCode).toBe(2);
    expect(stdout).toContain('? Lesson 0  Say hello could not be checked');
    expect(stdout).toContain('This says nothing about your solution');
    expect((await bento.journal()).at(-1)).toMatchObject({ verdict: 'could-not-check', failing: [] });
    expect((await bento.run('status')).stdout).toMatch(/Attempts +0/);
  });

  test('ends with 2 and blames nobody but itself when its checks break', async () => {
    await using bento = await startedLearner({ 'lessons/00-hello/hidden.check.ts': "throw new Error('no power');\n" });
    await bento.save(solved.hello);
    const { exitCode, stdout } = await bento.run('verify');
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/Our checks broke: [^]*no power/);
    expect(stdout).toContain('This is a fault in learn-obs, not in your program.');
    expect((await bento.journal()).map(({ kind }) => kind)).toEqual(['started', 'attempted']);
    expect((await bento.run('next')).exitCode).toBe(1);
  });

  test('prints one JSON document and nothing else', async () => {
    await using bento = await startedLearner();
    const { exitCode, stdout, stderr } = await bento.run('verify', '--json', '--seed', 'a');
    expect(exitCode).toBe(1);
    expect(stderr).toBe('');
    const verdict = JSON.parse(stdout) as { durationMs: unknown };
    expect(verdict.durationMs).toEqual(expect.any(Number));
    expect({ ...verdict, durationMs: 7 }).toMatchInlineSnapshot(`
      {
        "checks": [
          {
            "id": "one-line",
            "state": "passed",
            "title": "The program prints one line, a JSON object.",
          },
          {
            "finding": {
              "at": {
                "from": 1,
                "line": 1,
                "program": "hello",
                "run": "one start",
                "signal": "stdout",
                "to": 17,
              },
              "code": "wrong-guest",
              "next": "Read it from the environment.",
              "saw": "line 1   {"guest":"nobody"}
                ^^^^^^^^^^^^^^^^ not guest-9459ea",
              "title": "GUEST was guest-9459ea; the line says "nobody".",
              "why": "A guest who is greeted by another name leaves.",
            },
            "id": "guest",
            "state": "failed",
            "title": "Its \`guest\` is the name in the environment variable GUEST.",
          },
        ],
        "durationMs": 7,
        "lesson": "hello",
        "number": 0,
        "seed": "a",
        "verdict": "fail",
      }
    `);
  });

  test('prints JSON also when it could not check', async () => {
    await using bento = await startedLearner();
    await rm(join(bento.workspaceDir, '00-hello/src'), { recursive: true });
    const { exitCode, stdout } = await bento.run('verify', '--json', '--seed', 'a');
    expect(exitCode).toBe(2);
    expect({ ...(JSON.parse(stdout) as object), durationMs: 7 }).toMatchInlineSnapshot(`
      {
        "checks": [],
        "durationMs": 7,
        "lesson": "hello",
        "number": 0,
        "problem": {
          "code": "missing-entry",
          "next": "Put the file back, or let \`npx learn-obs reset\` lay out the starter again; it keeps a backup of what you have.",
          "title": "There is no file src/hello.ts in the lesson's folder.",
          "why": "The lesson starts your program from there.",
        },
        "seed": "a",
        "verdict": "could-not-check",
      }
    `);
  });

  test('goes through all lessons begun, and ends as the worst of them does', async () => {
    await using bento = await startedLearner();
    await bento.run('goto', 'last');
    await bento.save(solved.hello);
    const { exitCode, stdout } = await bento.run('verify', '--all', '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject([
      { lesson: 'hello', verdict: 'pass' },
      { lesson: 'last', verdict: 'fail' },
    ]);
  });

  test('writes JUnit XML and annotations', async () => {
    await using bento = await startedLearner();
    const junit = await bento.run('verify', '--reporter', 'junit', '--seed', 'a');
    expect(junit.exitCode).toBe(1);
    expect(junit.stdout).toContain('<testsuite name="hello" tests="2" failures="1" errors="0" skipped="0"');
    const github = await bento.run('verify', '--reporter', 'github', '--seed', 'a');
    expect(github.stdout).toMatch(/^::error file=00-hello\/src\/hello\.ts,title=Say hello%3A Its `guest` is/);
  });

  test('repeats an attempt with its seed', async () => {
    await using bento = await startedLearner();
    const seeded = JSON.parse((await bento.run('verify', '--json')).stdout) as { seed: string; checks: unknown };
    const again = JSON.parse((await bento.run('verify', '--json', '--seed', seeded.seed)).stdout) as typeof seeded;
    expect(again.checks).toEqual(seeded.checks);
    const other = JSON.parse((await bento.run('verify', '--json')).stdout) as typeof seeded;
    expect(other.checks).not.toEqual(seeded.checks);
  });

  test('says how to begin a lesson whose files are not there', async () => {
    await using bento = await startedLearner();
    const { exitCode, stderr } = await bento.run('verify', 'kiosk');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('learn-obs goto 1');
    const all = await bento.run('verify', '--all');
    expect(all.exitCode).toBe(1);
    await rm(join(bento.workspaceDir, '00-hello'), { recursive: true });
    expect((await bento.run('verify', '--all')).stderr).toContain('learn-obs goto 0');
  });

  test('passes nothing that it cannot write down', async () => {
    await using bento = await startedLearner();
    await bento.save(solved.hello);
    const journal = join(bento.workspaceDir, '.learn-obs/journal.ndjson');
    await rm(journal);
    await bento.save({ '.learn-obs/journal.ndjson/in-the-way': '' });
    const { exitCode, stdout, stderr } = await bento.run('verify');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/Your progress could not be \w+/);
  });

  test('shows no escape code that a program has printed', async () => {
    await using bento = await startedLearner();
    await bento.save({ '00-hello/src/hello.ts': "console.log('\\u001b[31mred\\u001b[0m \\u0007 \\u202e');\n" });
    const calls = [
      ['verify'],
      ['show'],
      ['run'],
      ['verify', '--reporter', 'github'],
      ['verify', '--reporter', 'junit'],
    ];
    for (const argv of calls) expect(await printed(bento, argv)).not.toMatch(dangerous);
    await bento.save({
      '00-hello/src/hello.ts': "console.error('\\u001b[31mred');\nthrow new Error('\\u001b[31mred \\u0007');\n",
    });
    for (const argv of calls) expect(await printed(bento, argv)).not.toMatch(dangerous);
  });

  test('says on a terminal how far it is, in a pipe nothing of it', async () => {
    await using bento = await startedLearner();
    const terminal = await bento.runIn({ screen: fakeScreen({ terminal: true }) }, 'verify');
    expect(terminal.stderr).toContain('checking lesson 0 …');
    expect(terminal.stdout).not.toContain('checking');
    expect((await bento.run('verify')).stderr).toBe('');
  });
});

// What moves the cursor, rings, or turns the direction of writing.
// oxlint-disable-next-line no-control-regex
const dangerous = /[\u0000-\u0009\u000b-\u001f\u202e]/;

/** What a program that prints `red` makes learn-obs print. */
async function printed(bento: Learner, argv: readonly string[]): Promise<string> {
  const { stdout, stderr } = await bento.run(...argv);
  expect(stdout + stderr).toContain('red');
  return stdout + stderr;
}
