import { join } from 'node:path';
import { expect, test } from 'vitest';
import { attempt } from '../../src/runner/attempt.ts';
import { lessonCases, layOut } from '../../src/runner/author/lesson-cases.ts';
import { openTrialGround } from '../../src/runner/author/trial-ground.ts';
import { openJudge } from '../../src/runner/hidden-checks.ts';
import { loadCourse, loadLesson } from '../../src/runner/load-course.ts';
import { realWorld } from '../observe/real-world.ts';

test('on a machine without signals a lesson about them can be passed by what is left of it', async () => {
  const world = realWorld({ platform: 'win32' });
  const named = (await loadCourse(world.packageDir)).find(({ slug }) => slug === 'crash-and-flush')!;
  const entry = await loadLesson(world.packageDir, named);
  await using ground = await openTrialGround(world);
  await using judge = await openJudge(world);
  const judged = async (kind: string) => {
    const lessonDir = ground.folderFor(entry);
    const { layers } = (await lessonCases(world.packageDir, entry)).find((one) => one.kind === kind)!;
    await layOut(world.packageDir, entry, layers, lessonDir);
    const { verdict } = await attempt({
      world,
      entry,
      lessonDir,
      compileCacheDir: join(lessonDir, '.cache'),
      judge: Promise.resolve(judge),
      signal: world.interrupted,
    });
    const left = verdict.checks.flatMap(({ id, noSignals }) => (noSignals ? [id] : []));
    return { verdict: verdict.verdict, left };
  };
  const left = ['drain', 'shutdown', 'crash-while-stopping'];
  expect(await judged('solution')).toEqual({ verdict: 'pass', left });
  expect(await judged('starter')).toEqual({ verdict: 'fail', left });
});
