import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { temporaryPlace } from '../workspace/place.ts';

const bin = new URL('../../bin/learn-obs.js', import.meta.url).pathname;

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From the last word on stdout to the end of the process. */
  readonly lingeredMs: number;
}

/** The built learn-obs as a person starts it, in a workspace of its own in which the first lesson was begun. */
export interface Desk extends AsyncDisposable {
  readonly stateDir: string;
  /** Starts learn-obs; nothing of this process's environment is about telemetry. */
  begin(argv: readonly string[], env?: Readonly<Record<string, string>>): Underway;
  run(argv: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  /** The program of the first lesson. */
  save(program: string): Promise<void>;
  /** Lines of debug.log, read. */
  debugLog(): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

interface Underway {
  interrupt(): void;
  readonly ended: Promise<Ended>;
}

export async function desk(): Promise<Desk> {
  const place = await temporaryPlace();
  const workspace = join(place.dir, 'ws');
  const stateDir = join(workspace, '.learn-obs');
  const begin = (cwd: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}): Underway => {
    const child = spawn(process.execPath, [bin, ...argv], {
      cwd,
      env: { PATH: process.env['PATH'], HOME: place.dir, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let lastWordAt = performance.now();
    child.stdout.on('data', () => (lastWordAt = performance.now()));
    const read = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return {
      interrupt: () => child.kill('SIGINT'),
      ended: read.then(([stdout, stderr, [exitCode]]) => {
        return { exitCode: exitCode as number | null, stdout, stderr, lingeredMs: performance.now() - lastWordAt };
      }),
    };
  };
  const started = await begin(place.dir, ['start', 'ws', '--yes', '--no-watch']).ended;
  if (started.exitCode !== 0) throw new Error(`no workspace: ${started.stderr}`);
  return {
    stateDir,
    begin: (argv, env) => begin(workspace, argv, env),
    run: (argv, env) => begin(workspace, argv, env).ended,
    save: (program) => writeFile(join(workspace, '00-welcome/src/welcome.ts'), program),
    debugLog: async () => {
      const lines = await readFile(join(stateDir, 'debug.log'), 'utf8').catch(() => '');
      return lines
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    },
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
}
