import { execa } from 'execa';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layOut, lessonCases } from '../../src/runner/author/lesson-cases.ts';
import { loadCourse } from '../../src/runner/load-course.ts';
import { makeWorkspace } from '../../src/workspace/open-workspace.ts';
import { realWorld } from '../observe/real-world.ts';

const packageDir = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');

test('an editor marks nothing in what learners get, nor in any correct answer', async () => {
  const world = { ...realWorld(), packageDir };
  const place = await realpath(await mkdtemp(join(tmpdir(), 'learn-obs-types-')));
  try {
    const { dir } = await makeWorkspace(world, join(place, 'workspace'));
    for (const entry of await loadCourse(packageDir)) {
      const correct = (await lessonCases(packageDir, entry)).filter(({ kind }) => kind !== 'mistake');
      for (const { name, layers } of correct)
        await layOut(packageDir, entry, layers, join(dir, `${entry.folder}-${name}`));
    }
    const tsc = (...options: string[]) =>
      execa(join(packageDir, 'node_modules/.bin/tsc'), ['-p', dir, ...options], { cwd: dir, reject: false });
    expect((await tsc()).stdout).toBe('');
    expect((await tsc('--listFilesOnly')).stdout).toContain('01-first-log-line-starter/src/orders.ts');
  } finally {
    await rm(place, { recursive: true, force: true });
  }
});
