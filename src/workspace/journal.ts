import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JournalEvent, JournalFacts } from '../course/journal-event.ts';
import { type JournalReading, readJournal } from '../course/read-journal.ts';
import { UserError } from '../kernel/errors.ts';
import { uuid7, type Uuid7Moment, uuid7RandomBytes } from '../kernel/uuid7.ts';
import type { Clock, Entropy } from '../kernel/world.ts';
import { syncFolder } from './atomic-file.ts';
import { fileTrouble, isMissing, troubleCode } from './file-trouble.ts';

/** What happened in a workspace: one file, one event a line, only ever added to. */
export interface Journal {
  readonly path: string;
  /**
   * Adds one event. On disk when it resolves; several appends keep the order in which they were called.
   *
   * @throws {UserError} journal-not-writable
   */
  append(facts: JournalFacts): Promise<JournalEvent>;
  /**
   * All events up to now, also those of other processes, and the lines that are none: those stay in the file for ever.
   *
   * @throws {UserError} journal-not-readable
   */
  read(): Promise<JournalReading>;
}

/** Touches no file before the first `append` or `read`. */
export function openJournal(path: string, clock: Pick<Clock, 'now'>, entropy: Entropy): Journal {
  return new FileJournal(path, clock, entropy);
}

class FileJournal implements Journal {
  readonly path: string;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #entropy: Entropy;
  #lastId: Uuid7Moment | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(path: string, clock: Pick<Clock, 'now'>, entropy: Entropy) {
    this.path = path;
    this.#clock = clock;
    this.#entropy = entropy;
  }

  async append(facts: JournalFacts): Promise<JournalEvent> {
    const event: JournalEvent = { ...this.#stamp(), ...facts };
    const written = this.#turn.then(() => appendLine(this.path, JSON.stringify(event)));
    this.#turn = written.catch(() => undefined);
    await written;
    return event;
  }

  async read(): Promise<JournalReading> {
    return readJournal(await readText(this.path));
  }

  #stamp(): { id: string; at: string } {
    const now = this.#clock.now();
    const { id, moment } = uuid7(now, this.#entropy.bytes(uuid7RandomBytes), this.#lastId);
    this.#lastId = moment;
    return { id, at: new Date(now).toISOString() };
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (troubleCode(error) === 'ENOENT') return '';
    throw fileTrouble('journal-not-readable', path, error);
  }
}

async function appendLine(path: string, line: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await openForAppend(path);
    const { size } = await handle.stat();
    // A line torn by a power cut has no end: give it one, or it would swallow this event.
    const start = size > 0 && !(await endsWithNewline(handle, size)) ? '\n' : '';
    const bytes = Buffer.from(`${start}${line}\n`);
    // One write in append mode: two processes never mix their lines.
    const { bytesWritten } = await handle.write(bytes);
    if (bytesWritten < bytes.length)
      throw new UserError('journal-not-writable', { path, reason: 'the disk is full' }, 2);
    await handle.sync();
    if (size === 0) await syncFolder(dirname(path));
  } catch (error) {
    throw fileTrouble('journal-not-writable', path, error);
  } finally {
    await handle?.close();
  }
}

async function openForAppend(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'a+');
  } catch (error) {
    if (!isMissing(error)) throw error;
    // Somebody removed .learn-obs while we were running: better a new journal than a lost event.
    await mkdir(dirname(path)).catch(() => undefined);
    return open(path, 'a+');
  }
}

async function endsWithNewline(handle: FileHandle, size: number): Promise<boolean> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 1 && buffer[0] === 0x0a;
}
