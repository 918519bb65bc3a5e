import type { Readable } from 'node:stream';
import { execa } from 'execa';
import type { Clock } from '../kernel/world.ts';
import type { ExitEvidence, ProgramEvidence } from '../telemetry/evidence.ts';
import { killOrphans, killTree, sendSignal } from './end-process.ts';
import type { Guardian } from './guardian.ts';
import { killWithinMs, pipeGraceMs, stderrTailLength, stderrTailLines } from './limits.ts';
import { collectLines, type OutputLines } from './output-lines.ts';
import { within } from './within.ts';

/** One child process that runs a file of the learner's. */
export interface ProgramStart {
  readonly name: string;
  /** Relative to the folder. */
  readonly entry: string;
  readonly nodeOptions: readonly string[];
  readonly folder: string;
  readonly nodePath: string;
  readonly platform: string;
  /** What the machine brings; not part of the evidence. */
  readonly inherited: Readonly<Record<string, string>>;
  /** What the plan and learn-obs say; wins over `inherited`. */
  readonly env: Readonly<Record<string, string>>;
  readonly port?: number;
  readonly clock: Clock;
  /** Milliseconds since the attempt began. */
  readonly at: () => number;
  readonly guardian: Guardian;
  /** Something came out of it, or it ended. */
  readonly onChange: () => void;
  /** An output stream passed its limit. */
  readonly onFlood: (stream: 'stdout' | 'stderr') => void;
}

export class Program implements AsyncDisposable {
  readonly name: string;
  readonly pid: number;
  readonly startedAtMs: number;
  readonly stdout: OutputLines;
  readonly stderr: OutputLines;
  /** Resolves when the process is gone and all it wrote was read; never rejects. */
  readonly ended: Promise<void>;
  readyAtMs: number | undefined;
  /** When it last wrote anything; its start at first. */
  lastOutputAtMs: number;
  /** When a signal of the plan or of the stop was sent. */
  signalledAtMs: number | undefined;

  readonly #start: ProgramStart;
  #exit: ExitEvidence | undefined;
  #hasEnded = false;
  #isKilled = false;
  #ending: string | undefined;

  /** @throws {Error} when the process cannot be started at all: our fault or the machine's, not the program's */
  constructor(start: ProgramStart) {
    this.#start = start;
    this.name = start.name;
    this.startedAtMs = start.at();
    this.lastOutputAtMs = this.startedAtMs;
    this.stdout = collectLines(() => start.onFlood('stdout'));
    this.stderr = collectLines(() => start.onFlood('stderr'));

    const subprocess = execa(start.nodePath, [...nodeOptionsFor(start), ...start.nodeOptions, start.entry], {
      cwd: start.folder,
      env: { ...start.inherited, ...start.env },
      extendEnv: false,
      stdin: 'ignore',
      encoding: 'buffer',
      buffer: false,
      reject: false,
      // A group of its own, so that what it starts ends with it. On Windows that would open a window.
      detached: start.platform !== 'win32',
      cleanup: false,
    });
    if (subprocess.pid === undefined) throw new Error(`${start.nodePath} could not be started in ${start.folder}`);
    this.pid = subprocess.pid;
    start.guardian.watch(this.pid);

    const pipes = [this.#read(subprocess.stdout, this.stdout), this.#read(subprocess.stderr, this.stderr)];
    const gone = Promise.withResolvers<void>();
    subprocess.nodeChildProcess.once('exit', (code, signal) => {
      this.#exit = { code, signal, atMs: start.at(), reason: this.#ending ?? 'ended by itself' };
      gone.resolve();
    });
    this.ended = this.#finish(gone.promise, pipes, [subprocess.stdout, subprocess.stderr]);
  }

  /** The process is gone. */
  get exit(): ExitEvidence | undefined {
    return this.#exit;
  }

  /** The process is gone and its output complete. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** The plan or we have begun to end it: its end is no surprise. */
  get isBeingEnded(): boolean {
    return this.#ending !== undefined;
  }

  /** What it wrote to stderr last: where Node says why it died. */
  get stderrTail(): string {
    const last = this.stderr.lines.slice(-stderrTailLines).map((line) => line.text);
    return last.join('\n').slice(-stderrTailLength);
  }

  /** Sends a signal to the program alone. @param reason why it ends, should it end by that */
  signal(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL', reason: string): boolean {
    if (this.#exit !== undefined) return false;
    this.#ending = reason;
    this.signalledAtMs = this.#start.at();
    return sendSignal(this.pid, signal);
  }

  /** Ends it and all it started, now; the first reason counts. Does nothing when it is gone. */
  async kill(reason: string): Promise<void> {
    if (this.#exit === undefined && !this.#isKilled) {
      this.#isKilled = true;
      this.#ending = reason;
      killTree(this.pid, this.#start.platform);
    }
    if (!this.#hasEnded) await within(this.#start.clock, killWithinMs, this.ended);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill('killed: nobody needed it any more');
  }

  evidence(): ProgramEvidence {
    const { name, entry, port, env, at } = this.#start;
    return {
      name,
      entry,
      pid: this.pid,
      ...(port === undefined ? {} : { port }),
      env,
      startedAtMs: this.startedAtMs,
      ...(this.readyAtMs === undefined ? {} : { readyAtMs: this.readyAtMs }),
      stdout: this.stdout.evidence,
      stderr: this.stderr.evidence,
      exit: this.#exit ?? { code: null, signal: null, atMs: at(), reason: 'it could not be ended' },
    };
  }

  async #finish(gone: Promise<void>, pipesOver: Promise<void>[], pipes: Readable[]): Promise<void> {
    const { clock, platform, guardian, at, onChange } = this.#start;
    await gone;
    await within(clock, pipeGraceMs, Promise.all(pipesOver));
    killOrphans(this.pid, platform);
    guardian.forget(this.pid);
    for (const pipe of pipes) pipe.destroy();
    this.stdout.end(at());
    this.stderr.end(at());
    this.#hasEnded = true;
    onChange();
  }

  #read(stream: Readable, lines: OutputLines): Promise<void> {
    const over = Promise.withResolvers<void>();
    stream.on('data', (chunk: Uint8Array) => {
      this.lastOutputAtMs = this.#start.at();
      lines.add(chunk, this.lastOutputAtMs);
      this.#start.onChange();
    });
    stream.once('close', over.resolve);
    stream.once('error', over.resolve);
    return over.promise;
  }
}

/** Warnings that a feature of Node is experimental are Node's words, not the learner's; all others stay. */
function nodeOptionsFor({ port }: ProgramStart): string[] {
  const quiet = '--disable-warning=ExperimentalWarning';
  return port === undefined ? [quiet] : [quiet, keepCompiled];
}

/**
 * Node writes its compile cache when a program ends by itself; a service that SIGTERM ends never would. Once it has loaded,
 * 0.3 ms of its time halve its next start (125 to 65 ms with pino).
 */
const keepCompiled = `--import=data:text/javascript,${encodeURIComponent(
  "import { flushCompileCache } from 'node:module'; setTimeout(flushCompileCache, 25).unref();",
)}`;
