import { join } from 'node:path';
import type { WatchFolder } from '../../src/workspace/folder-watchers.ts';
import { type FileWatch, watchFiles, type WatchNews } from '../../src/workspace/watch-files.ts';
import { lay, temporaryPlace, worldAt } from './place.ts';

/** A watched folder whose news are waited for. */
export interface Watched extends AsyncDisposable {
  readonly dir: string;
  readonly watch: FileWatch;
  /** All news so far. */
  readonly news: WatchNews[];
  readonly ending: AbortController;
  /** The news after those that were asked for already. */
  next(): Promise<WatchNews>;
  /** The files of the next news. */
  nextFiles(): Promise<readonly string[]>;
}

export async function watched(files: Record<string, string>, watchFolder?: WatchFolder): Promise<Watched> {
  const place = await temporaryPlace();
  const dir = join(place.dir, '07-request-logger');
  await lay(dir, { 'src/': '', ...files });
  const news: WatchNews[] = [];
  let wake = (): void => undefined;
  let asked = 0;
  const ending = new AbortController();
  const opened = await watchFiles({
    dir,
    world: worldAt(place.dir),
    signal: ending.signal,
    onNews: (item) => {
      news.push(item);
      wake();
    },
    ...(watchFolder ? { watch: watchFolder } : {}),
  });
  const next = async (): Promise<WatchNews> => {
    asked++;
    while (news.length < asked) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return news[asked - 1]!;
  };
  return {
    dir,
    watch: opened,
    news,
    ending,
    next,
    nextFiles: async () => {
      const item = await next();
      return item.kind === 'changed' ? item.files : [`not changed: ${item.kind}`];
    },
    async [Symbol.asyncDispose]() {
      await opened[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
}
