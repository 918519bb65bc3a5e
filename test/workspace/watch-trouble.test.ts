import { watch } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { WatchFolder } from '../../src/workspace/folder-watchers.ts';
import { watchFiles, type WatchNews } from '../../src/workspace/watch-files.ts';
import { lay, temporaryPlace, worldAt } from './place.ts';
import { watched } from './watched.ts';

/** A system that reports nothing. */
const deaf: WatchFolder = () => () => undefined;

describe('a folder that goes', () => {
  test('is said to be gone, and told of with all its files when it is back', async () => {
    await using desk = await watched({ 'src/orders.ts': 'old' });
    await rm(desk.dir, { recursive: true });
    while ((await desk.next()).kind !== 'gone');
    await lay(desk.dir, { 'src/orders.ts': 'old' });
    expect(await desk.nextFiles()).toEqual(['src/orders.ts']);
    await writeFile(join(desk.dir, 'src/orders.ts'), 'new');
    expect(await desk.nextFiles()).toEqual(['src/orders.ts']);
    expect(desk.watch.mode).toBe('events');
  });

  test('and comes at once is watched on, and only what differs is told', async () => {
    await using desk = await watched({ 'src/orders.ts': 'old', 'src/log.ts': 'log' });
    await rename(desk.dir, `${desk.dir}-old`);
    await lay(desk.dir, { 'src/orders.ts': 'new', 'src/log.ts': 'log' });
    const told: string[] = [];
    while (!told.includes('src/orders.ts')) told.push(...(await desk.nextFiles()));
    expect(told.at(-1)).toBe('src/orders.ts');
    await writeFile(join(desk.dir, 'src/log.ts'), 'new log');
    expect(await desk.nextFiles()).toEqual(['src/log.ts']);
  });
});

describe('where the system reports nothing', () => {
  test('the folder is looked at instead, and that is said', async () => {
    await using desk = await watched({ 'src/orders.ts': 'old' }, deaf);
    expect(await desk.watch.probe()).toBe(false);
    expect(await desk.next()).toEqual({ kind: 'polling', reason: 'no change is reported' });
    expect(desk.watch.mode).toBe('polling');
    await writeFile(join(desk.dir, 'src/orders.ts'), 'new');
    expect(await desk.nextFiles()).toEqual(['src/orders.ts']);
    await rm(desk.dir, { recursive: true });
    while ((await desk.next()).kind !== 'gone');
    await lay(desk.dir, { 'src/orders.ts': 'back' });
    expect(await desk.nextFiles()).toEqual(['src/orders.ts']);
  });

  test('because it cannot watch another folder, the reason is said', async () => {
    await using desk = await watched({ 'src/orders.ts': 'old' }, () => {
      throw Object.assign(new Error('no watches left'), { code: 'ENOSPC' });
    });
    expect(await desk.next()).toEqual({ kind: 'polling', reason: 'ENOSPC' });
    await writeFile(join(desk.dir, 'src/orders.ts'), 'new');
    expect(await desk.nextFiles()).toEqual(['src/orders.ts']);
  });

  test('because a watcher broke later, what changed meanwhile is told', async () => {
    let breakNow = (_error: Error): void => undefined;
    await using desk = await watched({ 'src/orders.ts': 'old' }, (dir, { recursive }, onEvent, onTrouble) => {
      breakNow = onTrouble;
      const watcher = watch(dir, { recursive }, (_type, name) => onEvent(name));
      return () => watcher.close();
    });
    breakNow(new Error('watcher broke'));
    expect(await desk.next()).toEqual({ kind: 'polling', reason: 'watcher broke' });
    await writeFile(join(desk.dir, 'src/orders.ts'), 'new');
    expect(await desk.nextFiles()).toEqual(['src/orders.ts']);
  });
});

describe('the self-test', () => {
  test('sees its own change, leaves nothing behind and says nothing', async () => {
    await using desk = await watched({ 'src/orders.ts': 'old' });
    expect(await desk.watch.probe()).toBe(true);
    expect(await readdir(desk.dir)).toEqual(['src']);
    expect(desk.news).toEqual([]);
    expect(desk.watch.mode).toBe('events');
  });

  test('finds no fault where nobody may write', async () => {
    await using desk = await watched({ 'src/orders.ts': 'old' }, deaf);
    expect(await desk.watch.probe()).toBe(false);
    await rm(desk.dir, { recursive: true });
    expect(await desk.watch.probe()).toBe(true);
  });
});

describe('a watch ends', () => {
  test('when it is disposed: nothing more is told, and nothing is left behind', async () => {
    const desk = await watched({ 'src/orders.ts': 'old' });
    await desk.watch[Symbol.asyncDispose]();
    await writeFile(join(desk.dir, 'src/orders.ts'), 'new');
    await sleep(40);
    expect(desk.news).toEqual([]);
    expect(await readdir(desk.dir)).toEqual(['src']);
    await desk[Symbol.asyncDispose]();
  });

  test('when its signal is aborted, also before it began', async () => {
    await using desk = await watched({ 'src/orders.ts': 'old' });
    desk.ending.abort('ctrl-c');
    await desk.watch[Symbol.asyncDispose]();
    await using late = await watchFiles({
      dir: desk.dir,
      world: worldAt(desk.dir),
      signal: desk.ending.signal,
      onNews: () => undefined,
    });
    await writeFile(join(desk.dir, 'src/orders.ts'), 'new');
    expect(late.mode).toBe('events');
    expect(desk.news).toEqual([]);
  });

  test('at once, also while it polls', async () => {
    const desk = await watched({ 'src/orders.ts': 'old' }, deaf);
    while ((await desk.next()).kind !== 'polling');
    const news = desk.news.length;
    await desk[Symbol.asyncDispose]();
    expect(desk.news).toHaveLength(news);
  });
});

test('a folder that is not there at the start is waited for', async () => {
  await using place = await temporaryPlace();
  const dir = join(place.dir, 'later');
  const told = Promise.withResolvers<WatchNews>();
  await using watching = await watchFiles({
    dir,
    world: worldAt(place.dir),
    signal: AbortSignal.timeout(20_000),
    onNews: (item) => {
      if (item.kind === 'changed') told.resolve(item);
    },
  });
  await mkdir(dir);
  await writeFile(join(dir, 'a.ts'), 'a');
  expect(await told.promise).toEqual({ kind: 'changed', files: ['a.ts'] });
  expect(watching.mode).toBe('events');
});
