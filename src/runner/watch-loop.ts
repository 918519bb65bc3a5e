import { nextLesson, type LessonEntry } from '../course/order.ts';
import type { Key } from '../kernel/world.ts';
import type { Evidence } from '../telemetry/evidence.ts';
import { openStandby, type Standby } from '../observe/standby.ts';
import { resetLesson } from '../workspace/reset-lesson.ts';
import { watchFiles, type FileWatch, type WatchNews } from '../workspace/watch-files.ts';
import { drive } from './attempt.ts';
import { giveHint, type GivenHint } from './give-hint.ts';
import type { Judge } from './hidden-checks.ts';
import { loadLesson } from './load-course.ts';
import { mayMoveOn, openNext } from './moves.ts';
import { refresh, type Session } from './session.ts';
import { compileCacheOf, verifyLesson } from './verify-lesson.ts';
import { firstState, step, type WatchEffect, type WatchEvent, type WatchState } from './watch-state.ts';

/** Everything there is to draw. */
export interface WatchScene {
  readonly state: WatchState;
  readonly session: Session;
  readonly entry: LessonEntry;
  /** The files whose save began the check that is running; empty when it was asked for. */
  readonly changed: readonly string[];
  readonly hint?: GivenHint;
  /** What the last run showed. */
  readonly seen?: Evidence;
}

export interface WatchLoopRequest {
  readonly session: Session;
  readonly entry: LessonEntry;
  /** May still be opening. */
  readonly judge: Promise<Judge>;
  /** Resolves with the scroll that was drawn: a page ends where its last line is on the screen. */
  readonly draw: (scene: WatchScene) => Promise<{ readonly scroll: number }>;
  readonly onKey: (listener: (key: Key) => void) => () => void;
  readonly onResize: (listener: () => void) => () => void;
}

/** A verdict on every save until the learner quits. Resolves with the session as it is then. */
export async function watchLoop(request: WatchLoopRequest): Promise<Session> {
  await using loop = new WatchLoop(request);
  return await loop.run();
}

/** One loop owns the state; saves, keys and ended checks only send events. */
class WatchLoop implements AsyncDisposable {
  readonly #request: WatchLoopRequest;
  readonly #events: WatchEvent[] = [];
  readonly #ended = new AbortController();
  readonly #signal: AbortSignal;
  readonly #standby: Standby;
  /** What was begun and has not ended; the loop does not leave anything behind. */
  readonly #underway = new Set<Promise<void>>();
  #wake: () => void = () => undefined;
  #state: WatchState;
  #session: Session;
  #entry: LessonEntry;
  #changed: readonly string[] = [];
  #hint: GivenHint | undefined;
  #seen: Evidence | undefined;
  #files: FileWatch | undefined;
  #failure: unknown;

  constructor(request: WatchLoopRequest) {
    this.#request = request;
    this.#session = request.session;
    this.#entry = request.entry;
    this.#standby = openStandby(request.session.world, compileCacheOf(request.session.workspace));
    this.#state = this.#freshState();
    this.#signal = AbortSignal.any([this.#ended.signal, request.session.world.interrupted]);
  }

  async run(): Promise<Session> {
    const { onKey, onResize, judge } = this.#request;
    const stopKeys = onKey((key) => this.#send({ kind: 'key', ...key }));
    const stopResize = onResize(() => this.#send({ kind: 'resized' }));
    this.#signal.addEventListener('abort', () => this.#wake());
    try {
      await this.#watchLesson();
      this.#underwayDo(async () => (await judge).prepare(this.#entry));
      await this.#draw();
      while (!this.#signal.aborted) {
        const event = this.#events.shift();
        if (event) await this.#handle(event);
        else await new Promise<void>((resolve) => (this.#wake = resolve));
        if (this.#failure !== undefined) throw this.#failure;
      }
    } finally {
      stopKeys();
      stopResize();
    }
    return this.#session;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort('watch mode ended');
    await this.#files?.[Symbol.asyncDispose]();
    await Promise.all(this.#underway);
    await this.#standby[Symbol.asyncDispose]();
  }

  #send(event: WatchEvent): void {
    this.#events.push(event);
    this.#wake();
  }

  async #handle(event: WatchEvent): Promise<void> {
    if (event.kind === 'saved') this.#changed = event.files;
    const { state, effects } = step(this.#state, event);
    this.#state = state;
    for (const effect of effects) await this.#perform(effect);
  }

  async #perform(effect: WatchEffect): Promise<void> {
    switch (effect) {
      case 'check':
        return this.#underwayDo(() => this.#check());
      case 'run':
        return this.#underwayDo(() => this.#run());
      case 'draw':
        return this.#draw();
      case 'open-next':
        return this.#openNext();
      case 'give-hint':
        this.#hint = await giveHint(this.#session, this.#entry);
        this.#session = await refresh(this.#session);
        return this.#send({ kind: 'shown', page: 'hint' });
      case 'reset':
        return this.#reset();
      case 'quit':
        return this.#ended.abort('the learner quit');
    }
  }

  async #check(): Promise<void> {
    const entry = this.#entry;
    const attempt = await verifyLesson(this.#session, entry, {
      judge: this.#request.judge,
      standby: this.#standby,
      signal: this.#signal,
    });
    if (this.#signal.aborted) return;
    this.#session = await refresh(this.#session);
    this.#send({ kind: 'attempted', attempt, mayMoveOn: mayMoveOn(this.#session, entry) });
    // Once the verdict is there: ready for the next save.
    this.#standby.renew();
    (await this.#request.judge).prepare(this.#entry);
  }

  async #run(): Promise<void> {
    const entry = this.#entry;
    const { world, workspace } = this.#session;
    const seen = await drive({
      world,
      entry: await loadLesson(world.packageDir, entry),
      lessonDir: await workspace.lessonDir(entry),
      compileCacheDir: compileCacheOf(workspace),
      signal: this.#signal,
    });
    if (this.#signal.aborted || entry !== this.#entry) return;
    this.#seen = seen;
    this.#send({ kind: 'shown', page: 'run' });
  }

  async #openNext(): Promise<void> {
    const { session, entry } = await openNext(this.#session, this.#entry);
    this.#session = session;
    if (!entry) return this.#send({ kind: 'noticed', notice: 'No lesson is left to do.' });
    this.#entry = entry;
    this.#changed = [];
    this.#seen = undefined;
    await this.#watchLesson();
    (await this.#request.judge).prepare(entry);
    const { mayMoveOn: may, hasNext } = this.#freshState();
    await this.#handle({ kind: 'moved', lesson: entry.slug, mayMoveOn: may, hasNext });
  }

  async #reset(): Promise<void> {
    const { world, workspace } = this.#session;
    const backup = await resetLesson(world, workspace, this.#entry);
    this.#session = await refresh(this.#session);
    const kept =
      backup === undefined
        ? ''
        : ` Your files are in .learn-obs/backups/${this.#entry.slug}/${backup}; \`npx learn-obs undo\` brings them back.`;
    this.#send({ kind: 'noticed', notice: `The lesson is as it was at the start.${kept}` });
  }

  async #watchLesson(): Promise<void> {
    await this.#files?.[Symbol.asyncDispose]();
    const { world, workspace } = this.#session;
    const dir = await workspace.lessonDir(this.#entry);
    this.#files = await watchFiles({ dir, world, signal: this.#signal, onNews: (news) => this.#onNews(news) });
  }

  #onNews(news: WatchNews): void {
    const files = news.kind === 'changed' ? news.files.length : undefined;
    this.#session.world.instruments.log('debug', 'watcher news', { news: news.kind, files });
    switch (news.kind) {
      case 'changed':
        // A README is for reading: a note in it changes no program.
        if (news.files.some((file) => !file.endsWith('.md'))) this.#send({ kind: 'saved', files: news.files });
        return;
      case 'gone':
        return this.#send({
          kind: 'noticed',
          notice: `The folder ${this.#entry.folder} is gone. \`npx learn-obs goto ${this.#entry.number}\` lays it out again.`,
        });
      case 'polling':
        return this.#send({
          kind: 'noticed',
          notice: `Saves are not reported here (${news.reason}): looking twice a second instead. v checks at once.`,
        });
    }
  }

  #freshState(): WatchState {
    const { course, progress } = this.#session;
    return firstState(this.#entry.slug, {
      mayMoveOn: mayMoveOn(this.#session, this.#entry),
      hasNext: nextLesson(course, progress, this.#entry.slug) !== undefined,
    });
  }

  async #draw(): Promise<void> {
    const { scroll } = await this.#request.draw({
      state: this.#state,
      session: this.#session,
      entry: this.#entry,
      changed: this.#changed,
      ...(this.#hint ? { hint: this.#hint } : {}),
      ...(this.#seen ? { seen: this.#seen } : {}),
    });
    this.#state = { ...this.#state, scroll };
  }

  /** Work beside the loop; a failure ends the loop and is told to the learner. */
  #underwayDo(work: () => Promise<void>): void {
    const begun = work().catch((error: unknown) => {
      this.#failure = error;
      this.#wake();
    });
    this.#underway.add(begun);
    void begun.finally(() => this.#underway.delete(begun));
  }
}
