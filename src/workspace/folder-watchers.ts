import { type FSWatcher, watch } from 'node:fs';

/** Starts to watch one folder; what comes back ends it. Throws when the system cannot watch. */
export type WatchFolder = (
  dir: string,
  options: { readonly recursive: boolean },
  onEvent: (name: string | null) => void,
  onTrouble: (error: Error) => void,
) => () => void;

export const watchFolder: WatchFolder = (dir, { recursive }, onEvent, onTrouble) => {
  const watcher: FSWatcher = watch(dir, { recursive }, (_type, name) => onEvent(name));
  watcher.on('error', onTrouble);
  return () => watcher.close();
};

/**
 * Keeps one watcher on each folder. macOS and Windows watch what lies below a folder by themselves; elsewhere each folder
 * gets a watcher of its own: what Node makes of `recursive` there loses folders that are made anew.
 */
export class FolderWatchers implements Disposable {
  readonly #watch: WatchFolder;
  readonly #recursive: boolean;
  readonly #onEvent: (name: string | null) => void;
  readonly #onTrouble: (error: Error) => void;
  readonly #open = new Map<string, { readonly identity: string; readonly close: () => void }>();

  constructor(
    watchOne: WatchFolder,
    platform: string,
    onEvent: (name: string | null) => void,
    onTrouble: (error: Error) => void,
  ) {
    this.#watch = watchOne;
    this.#recursive = platform === 'darwin' || platform === 'win32';
    this.#onEvent = onEvent;
    this.#onTrouble = onTrouble;
  }

  /**
   * Watches exactly these folders from now on.
   *
   * @param folders absolute path -> identity; the outermost first
   * @returns whether a watcher was added: what happened in its folder before that was not seen
   */
  follow(folders: ReadonlyMap<string, string>): boolean {
    const wanted = this.#recursive ? new Map([...folders].slice(0, 1)) : folders;
    for (const [dir, { identity, close }] of this.#open) {
      if (wanted.get(dir) === identity) continue;
      close();
      this.#open.delete(dir);
    }
    const added = [...wanted].filter(([dir]) => !this.#open.has(dir));
    for (const [dir, identity] of added) this.#add(dir, identity);
    return added.length > 0;
  }

  [Symbol.dispose](): void {
    this.follow(new Map());
  }

  #add(dir: string, identity: string): void {
    try {
      const close = this.#watch(dir, { recursive: this.#recursive }, this.#onEvent, this.#onTrouble);
      this.#open.set(dir, { identity, close });
    } catch (error) {
      this.#onTrouble(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
