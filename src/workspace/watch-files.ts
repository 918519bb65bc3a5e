import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from '../kernel/world.ts';
import { troubleCode } from './file-trouble.ts';
import { changedFiles, type FolderPrints, looksUnfinished, printFolder } from './file-prints.ts';
import { FolderWatchers, watchFolder, type WatchFolder } from './folder-watchers.ts';

export type WatchNews =
  /** Files whose content is another one now, also those that came or went: relative, with `/`, sorted. */
  | { readonly kind: 'changed'; readonly files: readonly string[] }
  /** The folder is not there any more. When it comes back, all of its files are `changed`. */
  | { readonly kind: 'gone' }
  /** The system does not report changes here; from now on the folder is looked at twice a second. */
  | { readonly kind: 'polling'; readonly reason: string };

export interface WatchRequest {
  /** Absolute. When it is not there, it is `gone` from the beginning. */
  readonly dir: string;
  readonly world: Pick<World, 'clock' | 'pid' | 'platform'>;
  /** Ends the watch; so does disposing it. */
  readonly signal: AbortSignal;
  /** Called one after another, never again once the watch has ended. What happens meanwhile is told with the next call. */
  readonly onNews: (news: WatchNews) => void;
  /** How a folder is watched; the file system's own way when left out. */
  readonly watch?: WatchFolder;
}

export interface FileWatch extends AsyncDisposable {
  readonly mode: 'events' | 'polling';
  /** Whether the system reports a change that we make ourselves. Done once at the start; if not, the watch polls. */
  probe(): Promise<boolean>;
}

/** A save is several events; this long without one is its end. */
const quietMs = 4;
/** A folder that never rests is looked at all the same. */
const restlessMs = 50;
/** How long a file may stay empty or away before that is what the learner wanted. */
const unfinishedMs = 25;
/** People wait for a check; nobody notices half a second where the system gives no events. */
const pollMs = 500;
const probeMs = 1000;

/** Watches a lesson's folder. Every change of content after it resolves is told, none twice, and nothing else is. */
export async function watchFiles(request: WatchRequest): Promise<FileWatch> {
  const watch = new FolderWatch(request);
  await watch.start();
  return watch;
}

class FolderWatch implements FileWatch {
  mode: 'events' | 'polling' = 'events';
  readonly #request: WatchRequest;
  readonly #ended = new AbortController();
  readonly #signal: AbortSignal;
  readonly #watchers: FolderWatchers;
  #known: ReadonlyMap<string, string> = new Map();
  #isGone = false;
  #trouble: string | undefined;
  /** Something happened since the loop last looked. */
  #isRung = false;
  #wake: () => void = () => undefined;
  #probing: Promise<boolean> | undefined;
  #onProbe: () => void = () => undefined;
  #work: Promise<unknown> = Promise.resolve();

  constructor(request: WatchRequest) {
    this.#request = request;
    this.#signal = AbortSignal.any([request.signal, this.#ended.signal]);
    this.#watchers = new FolderWatchers(
      request.watch ?? watchFolder,
      request.world.platform,
      (name) => this.#noteEvent(name),
      (error) => this.#noteTrouble(troubleCode(error) ?? error.message),
    );
  }

  async start(): Promise<void> {
    this.#signal.addEventListener('abort', () => this.#ring(), { once: true });
    const found = await printFolder(this.#request.dir);
    this.#known = found?.files ?? new Map();
    this.#follow(found);
    if (!found) this.#ring();
    this.#work = Promise.all([this.#loop(), this.#probeOnce()]);
  }

  probe(): Promise<boolean> {
    this.#probing ??= this.#probeNow().finally(() => {
      this.#probing = undefined;
    });
    return this.#probing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort('the watch was closed');
    await this.#work;
  }

  async #probeNow(): Promise<boolean> {
    const path = join(this.#request.dir, this.#probeName());
    const done = new AbortController();
    let isSeen = false;
    this.#onProbe = () => {
      isSeen = true;
      done.abort();
    };
    try {
      await writeFile(path, '');
      await this.#request.world.clock.sleep(probeMs, AbortSignal.any([this.#signal, done.signal]));
      return isSeen || this.#signal.aborted;
    } catch {
      // Where nobody may write, nothing changes.
      return true;
    } finally {
      await rm(path, { force: true }).catch(() => undefined);
    }
  }

  /** The only place that changes what is known. */
  async #loop(): Promise<void> {
    try {
      while (!this.#signal.aborted) {
        await this.#nextCall();
        if (this.mode === 'events' && !this.#isGone) await this.#quiet();
        const found = await this.#look();
        if (!this.#signal.aborted) this.#tell(found);
      }
    } finally {
      this.#watchers[Symbol.dispose]();
    }
  }

  async #probeOnce(): Promise<void> {
    const isReported = await this.probe();
    if (!isReported) this.#noteTrouble('no change is reported');
  }

  /** Named like a temporary file: one that a killed process left is cleared away with those. */
  #probeName(): string {
    return `.learn-obs-probe.${this.#request.world.pid}-0.tmp`;
  }

  #noteEvent(name: string | null): void {
    if (name === null || name.endsWith(this.#probeName())) this.#onProbe();
    this.#ring();
  }

  #noteTrouble(reason: string): void {
    this.#trouble = reason;
    this.#ring();
  }

  #ring(): void {
    this.#isRung = true;
    this.#wake();
  }

  /** Waits for an event; without events, for the time of the next look. */
  async #nextCall(): Promise<void> {
    if (this.mode === 'polling' || this.#isGone) {
      await this.#request.world.clock.sleep(pollMs, this.#signal);
    } else if (!this.#isRung) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#isRung = false;
  }

  async #quiet(): Promise<void> {
    const { clock } = this.#request.world;
    const start = clock.elapsedMs();
    do {
      this.#isRung = false;
      await clock.sleep(quietMs, this.#signal);
    } while (this.#isRung && clock.elapsedMs() - start < restlessMs);
  }

  /** What the folder holds, once nothing in it looks half written. */
  async #look(): Promise<FolderPrints | undefined> {
    const { clock } = this.#request.world;
    const start = clock.elapsedMs();
    for (;;) {
      const found = await printFolder(this.#request.dir);
      const isUnfinished = found ? looksUnfinished(this.#known, found.files) : !this.#isGone;
      if (!isUnfinished || clock.elapsedMs() - start >= unfinishedMs || this.#signal.aborted) return found;
      await clock.sleep(quietMs, this.#signal);
    }
  }

  #tell(found: FolderPrints | undefined): void {
    this.#follow(found);
    const files = changedFiles(this.#known, found?.files ?? new Map());
    this.#known = found?.files ?? new Map();
    const wasGone = this.#isGone;
    this.#isGone = found === undefined;
    if (!found) {
      this.#trouble = undefined;
      if (!wasGone) this.#request.onNews({ kind: 'gone' });
      return;
    }
    if (this.#trouble !== undefined && this.mode === 'events') {
      this.mode = 'polling';
      this.#request.onNews({ kind: 'polling', reason: this.#trouble });
    }
    if (files.length > 0) this.#request.onNews({ kind: 'changed', files });
  }

  #follow(found: FolderPrints | undefined): void {
    const folders = this.mode === 'events' ? found?.folders : undefined;
    // What happened in a folder before it was watched is found by looking once more.
    if (this.#watchers.follow(folders ?? new Map())) this.#ring();
  }
}
