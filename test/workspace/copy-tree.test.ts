import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readlink, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyTree, moveInside } from '../../src/workspace/copy-tree.ts';
import { lay, temporaryPlace, treeOf } from './place.ts';

describe('moving what is inside a folder', () => {
  test('puts each file over its copy, and keeps the folder', async () => {
    await using place = await temporaryPlace();
    const [from, into] = [join(place.dir, 'from'), join(place.dir, 'into')];
    await lay(from, { 'src/a.ts': 'a', 'src/b.ts': 'b', 'empty/': '' });
    await copyTree(from, into);
    // Saved in the last moment, after the copy was made.
    await lay(from, { 'src/a.ts': 'newer a', 'src/c.ts': 'c' });
    await moveInside(from, into);
    expect(await treeOf(from)).toEqual({});
    expect(await treeOf(into)).toEqual({ 'src/a.ts': 'newer a', 'src/b.ts': 'b', 'src/c.ts': 'c', 'empty/': '' });
  });

  test.skipIf(!existsSync('/dev/shm'))('works from one disk to another', async () => {
    await using place = await temporaryPlace();
    const from = await mkdtemp('/dev/shm/learn-obs-');
    try {
      await lay(from, { 'src/a.ts': 'newer a' });
      await symlink('a.ts', join(from, 'src/link.ts'));
      await lay(place.dir, { 'src/a.ts': 'a', 'src/link.ts': 'in the way' });
      await moveInside(from, place.dir);
      expect(await treeOf(from)).toEqual({});
      expect(await treeOf(place.dir)).toEqual({ 'src/a.ts': 'newer a', 'src/link.ts': '-> link' });
      expect(await readlink(join(place.dir, 'src/link.ts'))).toBe('a.ts');
    } finally {
      await rm(from, { recursive: true });
    }
  });

  test.skipIf(process.platform === 'win32')('takes files out of a read-only folder', async () => {
    await using place = await temporaryPlace();
    await lay(place.dir, { 'from/locked/a.ts': 'a', 'into/': '' });
    await chmod(join(place.dir, 'from/locked'), 0o555);
    await moveInside(join(place.dir, 'from'), join(place.dir, 'into'));
    expect(await treeOf(join(place.dir, 'into'))).toEqual({ 'locked/a.ts': 'a' });
  });

  test.skipIf(process.platform === 'win32')('leaves pipes where they are, and copies none', async () => {
    await using place = await temporaryPlace();
    await lay(place.dir, { 'from/run/a.ts': 'a' });
    execFileSync('mkfifo', [join(place.dir, 'from/run/pipe')]);
    await copyTree(join(place.dir, 'from'), join(place.dir, 'into'));
    await moveInside(join(place.dir, 'from'), join(place.dir, 'into'));
    expect(await treeOf(join(place.dir, 'into'))).toEqual({ 'run/a.ts': 'a' });
    expect((await stat(join(place.dir, 'from/run/pipe'))).isFIFO()).toBe(true);
  });

  test('stops where a folder should take the place of a file, with everything still there', async () => {
    await using place = await temporaryPlace();
    await lay(place.dir, { 'from/thing/a.ts': 'a', 'into/thing': 'a file' });
    await expect(moveInside(join(place.dir, 'from'), join(place.dir, 'into'))).rejects.toThrow('EEXIST');
    expect(await treeOf(place.dir)).toEqual({ 'from/thing/a.ts': 'a', 'into/thing': 'a file' });
  });
});

test('a copy never takes the place of a file', async () => {
  await using place = await temporaryPlace();
  await lay(place.dir, { 'from/a.ts': 'a', 'to/a.ts': 'b' });
  await expect(copyTree(join(place.dir, 'from'), join(place.dir, 'to'))).rejects.toThrow('EEXIST');
});
