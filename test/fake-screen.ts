import { stripVTControlCharacters } from 'node:util';
import type { Key, Screen } from '../src/kernel/world.ts';

/** A screen that keeps what was written, and whose keys a test presses. */
export interface FakeScreen extends Screen {
  /** Everything written so far. */
  readonly stdout: string;
  readonly stderr: string;
  /** The picture that stands on the terminal now, as a person reads it: without escape codes. */
  readonly picture: string;
  /** Somebody listens to keys. */
  readonly isListening: boolean;
  press(name: string, modifier?: 'ctrl'): void;
  resizeTo(columns: number, rows: number): void;
  /** The first picture, from now on, that fits. Fails with the picture that stands instead. */
  shows(wanted: RegExp | ((picture: string) => boolean)): Promise<string>;
}

export interface FakeScreenOptions {
  readonly terminal?: boolean;
  readonly colour?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** Longer than a check takes on a machine that is busy with other tests. */
const patienceMs = 20_000;

export function fakeScreen(options: FakeScreenOptions = {}): FakeScreen {
  const { terminal = false, colour = false } = options;
  let { columns = 80, rows = 24 } = options;
  let stdout = '';
  let stderr = '';
  const keyListeners = new Set<(key: Key) => void>();
  const sizeListeners = new Set<() => void>();
  const lookers = new Set<() => void>();
  const picture = (): string => stripVTControlCharacters(stdout.split('\u001B[H').at(-1) ?? '');

  return {
    isTerminal: terminal,
    isOutputTerminal: terminal,
    colour,
    width: () => columns,
    height: () => rows,
    write: (text) => {
      stdout += text;
      for (const look of lookers) look();
    },
    writeError: (text) => {
      stderr += text;
    },
    onKey: (listener) => {
      keyListeners.add(listener);
      return () => void keyListeners.delete(listener);
    },
    onResize: (listener) => {
      sizeListeners.add(listener);
      return () => void sizeListeners.delete(listener);
    },
    get stdout() {
      return stdout;
    },
    get stderr() {
      return stderr;
    },
    get picture() {
      return picture();
    },
    get isListening() {
      return keyListeners.size > 0;
    },
    press: (name, modifier) => {
      for (const listener of keyListeners) listener({ name, ctrl: modifier === 'ctrl' });
    },
    resizeTo: (newColumns, newRows) => {
      columns = newColumns;
      rows = newRows;
      for (const listener of sizeListeners) listener();
    },
    shows: (wanted) =>
      new Promise((resolve, reject) => {
        const fits = wanted instanceof RegExp ? (text: string) => wanted.test(text) : wanted;
        const late = setTimeout(() => {
          lookers.delete(look);
          reject(new Error(`never seen: ${String(wanted)}; on the screen:\n${picture()}`));
        }, patienceMs);
        const look = (): void => {
          const seen = picture();
          if (!fits(seen)) return;
          clearTimeout(late);
          lookers.delete(look);
          resolve(seen);
        };
        lookers.add(look);
        look();
      }),
  };
}
