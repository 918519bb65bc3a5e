import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readJournal } from '../../src/course/read-journal.ts';
import { startedLearner } from '../cli/learner.ts';
import { watching } from '../cli/watching.ts';
import { lay, temporaryPlace } from '../workspace/place.ts';
import { learnObs, repository } from './calls.ts';

test('several learn-obs in one workspace lose nothing of each other', { timeout: 120_000 }, async () => {
  await using place = await temporaryPlace();
  await learnObs(place.dir, 'start', '--yes', '--no-watch');
  const workspace = join(place.dir, 'learn-obs-workspace');
  const solution = await readFile(join(repository, 'solutions/00-welcome/src/welcome.ts'), 'utf8');
  await lay(workspace, { '00-welcome/src/welcome.ts': solution });

  const seeds = ['a', 'b', 'c', 'd'];
  const outcomes = await Promise.all([
    ...seeds.map((seed) => learnObs(workspace, 'verify', '--json', '--seed', seed)),
    ...seeds.map(() => learnObs(workspace, 'hint')),
    ...seeds.map(() => learnObs(workspace, 'start', '--no-watch')),
  ]);
  expect(outcomes.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
    outcomes.map(() => ({ exitCode: 0, stderr: '' })),
  );

  const { events, damage } = readJournal(await readFile(join(workspace, '.learn-obs/journal.ndjson'), 'utf8'));
  expect(damage).toEqual([]);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  const attempted = events.flatMap((event) => (event.kind === 'attempted' ? [event.seed] : []));
  expect(attempted.toSorted()).toEqual(seeds);
  const shown = await learnObs(workspace, 'show', '--json');
  expect(seeds).toContain((JSON.parse(shown.stdout) as { seed: string }).seed);
});

test('a verdict asked for beside watch mode disturbs nothing there', async () => {
  await using bento = await startedLearner();
  await using watch = await watching(bento);
  const before = watch.screen.picture;
  expect((await bento.run('verify')).exitCode).toBe(1);
  expect(watch.screen.picture).toBe(before);
  await bento.save({ '00-hello/src/hello.ts': 'console.log(1);\n' });
  await watch.screen.shows(/not one JSON object/);
  const kinds = (await bento.journal()).map(({ kind }) => kind);
  expect(kinds).toEqual(['started', 'attempted', 'attempted']);
});
