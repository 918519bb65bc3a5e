import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readJournal, type JournalReading } from '../../src/course/read-journal.ts';
import { type Random, seededRandom } from '../../src/kernel/random.ts';
import { isAlive } from '../observe/leftovers.ts';
import { lay, temporaryPlace, treeOf } from '../workspace/place.ts';
import { type Called, cleanEnv, launcher, learnObs } from './calls.ts';

/** Each does what somebody does whose machine is unreliable, in a workspace of their own; all at once. */
const learners = ['Ada', 'Bela', 'Chidi', 'Dewi'];
const killsEach = 25;
/** So often a command may end by itself. */
const spared = 8;

/** What is killed, what its output reports, and the event that must then be in the journal. */
const commands = [
  { argv: ['verify'], reports: /^[✓✗?] Lesson 0/m, kind: 'attempted' },
  { argv: ['reset', '--yes'], reports: /is as it was at the start/, kind: 'reset' },
  { argv: ['start', '--yes', '--no-watch'], reports: /Lesson 0/, kind: 'started' },
] as const;

test.runIf(process.platform === 'linux')(
  'killed a hundred times, learn-obs loses nothing that it reported and no file, leaves no process, and goes on',
  { timeout: 300_000 },
  async () => {
    await Promise.all(learners.map(killAgainAndAgain));
  },
);

async function killAgainAndAgain(learner: string): Promise<void> {
  await using place = await temporaryPlace();
  const workspace = join(place.dir, 'learn-obs-workspace');
  const random = seededRandom(learner);
  await learnObs(place.dir, 'start', '--yes', '--no-watch');
  const durations = await Promise.all(commands.map(({ argv }) => timeOf(() => learnObs(workspace, ...argv))));

  for (let round = 1; round <= killsEach; round++) {
    const index = round % 2 === 0 ? 0 : random.int(0, commands.length - 1);
    const { argv, reports, kind } = commands[index]!;
    const mine = writtenBy(random, round);
    await lay(join(workspace, '00-welcome'), mine);
    const before = await stateOf(workspace);
    // Over the whole duration and a little beyond, more of them at its beginning.
    const delayMs = durations[index]! * 1.2 * (random.int(0, 1000) / 1000) ** 2;
    const { stdout, pid } = await killed(workspace, argv, delayMs);
    const after = await stateOf(workspace);

    const isNew = kind !== 'started' && reports.test(stdout);
    expect(countOf(kind, after)).toBeGreaterThanOrEqual(countOf(kind, before) + (isNew ? 1 : 0));
    expect(after.journal.damage).toEqual([]);
    expect(after.journal.events.slice(0, before.journal.events.length)).toEqual(before.journal.events);
    for (const [path, text] of Object.entries(mine)) expect(after.copiesOf(path)).toContain(text);
    expect(after.backups).toEqual(expect.objectContaining(before.backups));
    await expect.poll(() => programsIn(workspace)).toEqual([]);
    expect(isAlive(pid)).toBe(false);

    if (round % spared !== 0) continue;
    await lay(join(workspace, '00-welcome'), { 'src/welcome.ts': right });
    const next = await learnObs(workspace, ...argv);
    expect(next).toMatchObject({ exitCode: 0, stderr: '' });
    expect(next.stdout).toMatch(reports);
  }
}

const right = `console.log(JSON.stringify({ level: 'info', time: new Date(), msg: 'on call', name: process.env.ON_CALL }));\n`;

/** What somebody saves before a check: right, wrong, or a program that goes on for a while. */
function writtenBy(random: Random, round: number): Record<string, string> {
  const program = random.pick([right, 'console.log(1);', `${right}setTimeout(() => {}, 60_000);`, 'console.log(;']);
  return { 'src/welcome.ts': `// ${round}\n${program}\n`, 'notes.txt': `thought number ${round}\n` };
}

interface State {
  readonly journal: JournalReading;
  /** Files in backups, text by path. */
  readonly backups: Readonly<Record<string, string>>;
  /** What a file of the lesson holds now, and what it holds in each backup. */
  copiesOf(path: string): readonly string[];
}

async function stateOf(workspace: string): Promise<State> {
  const text = await readFile(join(workspace, '.learn-obs/journal.ndjson'), 'utf8').catch(() => '');
  const lesson = await treeOf(join(workspace, '00-welcome')).catch(() => ({}));
  const all: Record<string, string> = await treeOf(join(workspace, '.learn-obs/backups/welcome')).catch(() => ({}));
  // A backup has its name only when it is complete.
  const backups = Object.fromEntries(Object.entries(all).filter(([path]) => !path.startsWith('.partial-')));
  const copies = [
    ...Object.entries(lesson),
    ...Object.entries(backups).map(([path, copy]) => [afterSlash(path), copy]),
  ];
  return {
    journal: readJournal(text),
    backups,
    copiesOf: (path) => copies.flatMap(([name, copy]) => (name === path ? [copy!] : [])),
  };
}

function countOf(kind: string, { journal }: State): number {
  return journal.events.filter((event) => event.kind === kind).length;
}

function afterSlash(path: string): string {
  return path.slice(path.indexOf('/') + 1);
}

/** Starts learn-obs and kills it after some time; it may have ended before. */
async function killed(
  cwd: string,
  argv: readonly string[],
  delayMs: number,
): Promise<{ readonly stdout: string; readonly pid: number }> {
  const child = spawn(process.execPath, [launcher, ...argv], {
    cwd,
    env: cleanEnv,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const closed = once(child, 'close');
  await Promise.race([sleep(delayMs), closed]);
  child.kill('SIGKILL');
  await closed;
  return { stdout, pid: child.pid! };
}

async function timeOf(work: () => Promise<Called>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Processes whose folder is in the workspace. */
function programsIn(workspace: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(workspace);
    } catch {
      return false;
    }
  });
}
