import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../../src/cli/program.ts';
import { describeUserError } from '../../src/cli/user-errors.ts';
import type { JournalEvent, JournalFacts } from '../../src/course/journal-event.ts';
import { readJournal } from '../../src/course/read-journal.ts';
import { UserError } from '../../src/kernel/errors.ts';
import { openJournal } from '../../src/workspace/journal.ts';
import { type FakeWorld, fakeWorld } from '../fake-world.ts';
import { layCourse } from '../fixture-course.ts';
import { lay, temporaryPlace, treeOf } from '../workspace/place.ts';

/** Somebody who learns the small course of the fixtures, in a home folder with a space in its path. */
export interface Learner extends AsyncDisposable {
  /** Where `start` is called. */
  readonly home: string;
  readonly packageDir: string;
  readonly workspaceDir: string;
  /** What commands in the workspace are given. */
  world(change?: Partial<FakeWorld>): FakeWorld;
  /** Calls learn-obs in the workspace. */
  run(...argv: readonly string[]): Promise<Outcome>;
  /** Calls learn-obs in another world: elsewhere, on a terminal, … */
  runIn(change: Partial<FakeWorld>, ...argv: readonly string[]): Promise<Outcome>;
  /** Writes files of the workspace, text by path. */
  save(files: Readonly<Record<string, string>>): Promise<void>;
  /** Text by path, below a folder of the workspace. */
  files(folder: string): Promise<Record<string, string>>;
  journal(): Promise<readonly JournalEvent[]>;
  /** Lets it have happened: adds events to the journal. */
  record(...facts: readonly JournalFacts[]): Promise<void>;
}

export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param course texts by path, in place of what the course has there */
export async function learner(course: Readonly<Record<string, string>> = {}): Promise<Learner> {
  const place = await temporaryPlace();
  const packageDir = join(place.dir, 'package');
  const home = join(place.dir, 'my home');
  const workspaceDir = join(home, 'learn-obs-workspace');
  await mkdir(home);
  await layCourse(packageDir, course);
  const world: Learner['world'] = (change) => fakeWorld({ cwd: workspaceDir, packageDir, ...change });
  const files: Learner['files'] = (folder) => treeOf(join(workspaceDir, folder));
  return {
    home,
    packageDir,
    workspaceDir,
    world,
    run: (...argv) => outcomeOf(world(), argv),
    runIn: (change, ...argv) => outcomeOf(world(change), argv),
    save: (texts) => lay(workspaceDir, texts),
    files,
    record: async (...facts) => {
      const { clock, entropy } = world();
      const journal = openJournal(join(workspaceDir, '.learn-obs/journal.ndjson'), clock, entropy);
      for (const fact of facts) await journal.append(fact);
    },
    journal: async () => readJournal((await files('.learn-obs'))['journal.ndjson'] ?? '').events,
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
}

/** A learner who has called `start`, and is in the first lesson. */
export async function startedLearner(course?: Readonly<Record<string, string>>): Promise<Learner> {
  const begun = await learner(course);
  await begun.runIn({ cwd: begun.home }, 'start', '--yes', '--no-watch');
  return begun;
}

/** What passes the lessons of the course. */
export const solved = {
  hello: { '00-hello/src/hello.ts': "console.log(JSON.stringify({ guest: process.env['GUEST'] }));\n" },
  last: { '02-last/src/last.ts': "console.log('closed');\n" },
} as const;

/** One call of learn-obs as main.ts makes it. A bug of ours fails the test. */
async function outcomeOf(world: FakeWorld, argv: readonly string[]): Promise<Outcome> {
  let exitCode: number;
  try {
    exitCode = await runProgram(world, '1.2.3', argv);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    world.screen.writeError(`${describeUserError(error, world.screen).join('\n')}\n`);
    exitCode = error.exitCode;
  }
  return { exitCode, stdout: world.screen.stdout, stderr: world.screen.stderr };
}
