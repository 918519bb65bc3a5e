import { createWriteStream } from 'node:fs';
import { appendFile, chmod, rename, rm, symlink, truncate, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { watchFiles } from '../../src/workspace/watch-files.ts';
import { lay, temporaryPlace, worldAt } from './place.ts';
import { watched } from './watched.ts';

describe('a save is told', () => {
  test('when a file is written in place', async () => {
    await using desk = await watched({ 'src/orders.ts': 'old' });
    await writeFile(join(desk.dir, 'src/orders.ts'), 'new');
    expect(await desk.nextFiles()).toEqual(['src/orders.ts']);
  });

  test('when an editor writes another file and renames it, again and again', async () => {
    await using desk = await watched({ 'src/orders.ts': 'old' });
    for (const text of ['one', 'two', 'three']) {
      await writeFile(join(desk.dir, 'src/.orders.ts.swp'), text);
      await rename(join(desk.dir, 'src/.orders.ts.swp'), join(desk.dir, 'src/orders.ts'));
      expect(await desk.nextFiles()).toEqual(['src/orders.ts']);
    }
    expect(desk.news).toHaveLength(3);
  });

  test('when an editor moves the old file away first', async () => {
    await using desk = await watched({ 'src/orders.ts': 'old' });
    await rename(join(desk.dir, 'src/orders.ts'), join(desk.dir, 'src/orders.ts~'));
    await writeFile(join(desk.dir, 'src/orders.ts'), 'new');
    expect(await desk.nextFiles()).toEqual(['src/orders.ts']);
    await unlink(join(desk.dir, 'src/orders.ts~'));
    await writeFile(join(desk.dir, 'README.md'), 'x');
    expect(await desk.nextFiles()).toEqual(['README.md']);
  });

  test('once, with the whole content, when the file is emptied first', async () => {
    await using desk = await watched({ 'src/orders.ts': 'old' });
    await truncate(join(desk.dir, 'src/orders.ts'));
    await sleep(2);
    await appendFile(join(desk.dir, 'src/orders.ts'), 'old');
    await writeFile(join(desk.dir, 'src/other.ts'), 'other');
    expect(await desk.nextFiles()).toEqual(['src/other.ts']);
  });

  test('once when a large file is written piece by piece', async () => {
    await using desk = await watched({ 'src/orders.ts': 'old' });
    const stream = createWriteStream(join(desk.dir, 'src/orders.ts'));
    for (let piece = 0; piece < 12; piece++) {
      stream.write('x'.repeat(10_000));
      await sleep(1);
    }
    await new Promise<void>((resolve) => {
      stream.end(resolve);
    });
    expect(await desk.nextFiles()).toEqual(['src/orders.ts']);
    expect(desk.news).toHaveLength(1);
  });

  test('also when the learner really empties or deletes a file', async () => {
    await using desk = await watched({ 'src/orders.ts': 'old', 'src/log.ts': 'log' });
    await truncate(join(desk.dir, 'src/orders.ts'));
    expect(await desk.nextFiles()).toEqual(['src/orders.ts']);
    await unlink(join(desk.dir, 'src/log.ts'));
    expect(await desk.nextFiles()).toEqual(['src/log.ts']);
    await writeFile(join(desk.dir, 'src/empty.ts'), '');
    expect(await desk.nextFiles()).toEqual(['src/empty.ts']);
  });

  test('for all files that are saved together, as one', async () => {
    await using desk = await watched({ 'src/a.ts': 'a', 'src/b.ts': 'b' });
    await lay(desk.dir, { 'src/a.ts': 'new a', 'src/b.ts': 'new b', 'src/c.ts': 'c' });
    const seen = new Set(await desk.nextFiles());
    while (seen.size < 3) for (const file of await desk.nextFiles()) seen.add(file);
    expect([...seen].toSorted()).toEqual(['src/a.ts', 'src/b.ts', 'src/c.ts']);
  });

  test('in folders that are new, however deep, and in links', async () => {
    await using desk = await watched({ 'src/orders.ts': 'old' });
    await lay(desk.dir, { 'src/lib/deep/er/log.ts': 'one' });
    expect(await desk.nextFiles()).toEqual(['src/lib/deep/er/log.ts']);
    await writeFile(join(desk.dir, 'src/lib/deep/er/log.ts'), 'two');
    expect(await desk.nextFiles()).toEqual(['src/lib/deep/er/log.ts']);
    await symlink('lib', join(desk.dir, 'src/folder-link'));
    await symlink('orders.ts', join(desk.dir, 'src/link.ts'));
    expect(await desk.nextFiles()).toEqual(['src/link.ts']);
  });

  test('save after save, each once', async () => {
    await using desk = await watched({ 'src/orders.ts': '0' });
    for (let save = 1; save <= 9; save++) {
      await writeFile(join(desk.dir, 'src/orders.ts'), `${save}`);
      expect(await desk.nextFiles()).toEqual(['src/orders.ts']);
    }
  });

  test('when it comes in the middle of another one being told', async () => {
    await using place = await temporaryPlace();
    await lay(place.dir, { 'a.ts': 'a', 'b.ts': 'b' });
    const told: string[] = [];
    await new Promise<void>((resolve, reject) => {
      const ending = new AbortController();
      const busy = async (): Promise<void> => {
        await using watching = await watchFiles({
          dir: place.dir,
          world: worldAt(place.dir),
          signal: ending.signal,
          onNews: (item) => {
            if (item.kind !== 'changed') return;
            told.push(...item.files);
            if (told.includes('b.ts')) resolve();
            // The learner saves again while the first save is worked on.
            else void writeFile(join(place.dir, 'b.ts'), 'new b').catch(reject);
          },
        });
        await writeFile(join(place.dir, 'a.ts'), 'new a');
        while (!told.includes('b.ts') && watching.mode === 'events') await sleep(5);
      };
      busy().catch(reject);
    });
    expect(told).toEqual(['a.ts', 'b.ts']);
  });
});

test('nothing is told of what is no change', async () => {
  await using desk = await watched({ 'src/orders.ts': 'same', 'node_modules/x/index.js': 'x' });
  await utimes(join(desk.dir, 'src/orders.ts'), 1, 1);
  await chmod(join(desk.dir, 'src/orders.ts'), 0o600);
  await writeFile(join(desk.dir, 'src/orders.ts'), 'same');
  await lay(desk.dir, {
    'src/.orders.ts.swp': 'vim',
    'src/4913': 'vim',
    'src/orders.ts~': 'emacs',
    'src/#orders.ts#': 'emacs',
    'src/.#orders.ts': 'emacs',
    'src/orders.ts.tmp': 'somebody',
    'src/orders.ts___jb_tmp___': 'x',
    '.git/index': 'git',
    '.DS_Store': 'x',
    'node_modules/x/index.js': 'y',
    'node_modules/new/index.js': 'z',
  });
  await rm(join(desk.dir, 'src/orders.ts___jb_tmp___'));
  await rename(join(desk.dir, 'src/orders.ts'), join(desk.dir, 'src/.away'));
  await rename(join(desk.dir, 'src/.away'), join(desk.dir, 'src/orders.ts'));
  await writeFile(join(desk.dir, 'src/.env'), 'LOG_LEVEL=debug');
  expect(await desk.nextFiles()).toEqual(['src/.env']);
  expect(desk.news).toHaveLength(1);
});

test('a file too large to read is told by its size and time', async () => {
  await using desk = await watched({ 'src/large.bin': 'x'.repeat(1_000_001) });
  await appendFile(join(desk.dir, 'src/large.bin'), 'y');
  expect(await desk.nextFiles()).toEqual(['src/large.bin']);
});
