import { mkdir, readdir, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openEvidenceStore, type SavedAttempt } from '../../src/workspace/evidence-store.ts';
import { lay, temporaryPlace, worldAt } from './place.ts';

function attempt(seed: string, lesson = 'levels'): SavedAttempt {
  return {
    evidence: { format: 1, lesson, seed, startedAt: 1_767_233_640_000, durationMs: 900, runs: [] },
    verdict: { lesson, number: 2, verdict: 'fail', seed, durationMs: 900, checks: [] },
  };
}

describe('the evidence of the last attempt', () => {
  test('is given back as it was saved, the last one for each lesson', async () => {
    await using place = await temporaryPlace();
    const store = openEvidenceStore(join(place.dir, 'evidence'), worldAt(place.dir));
    expect(await store.load('levels')).toBeUndefined();
    expect(await store.save('levels', attempt('one'))).toBe(true);
    await store.save('levels', attempt('two'));
    await store.save('errors', attempt('three', 'errors'));
    expect(await store.load('levels')).toEqual(attempt('two'));
    expect(await store.load('errors')).toEqual(attempt('three', 'errors'));
    expect((await readdir(join(place.dir, 'evidence'))).toSorted()).toEqual(['errors.json', 'levels.json']);
  });

  test('is whole, whoever saves at the same moment', async () => {
    await using place = await temporaryPlace();
    const seeds = Array.from({ length: 8 }, (_, index) => `${index}`.repeat(50_000));
    await Promise.all(
      seeds.map((seed, index) =>
        openEvidenceStore(place.dir, worldAt(place.dir, { pid: index % 2 })).save('levels', attempt(seed)),
      ),
    );
    const found = await openEvidenceStore(place.dir, worldAt(place.dir)).load('levels');
    expect(seeds).toContain(found?.evidence.seed);
    expect(await readdir(place.dir)).toEqual(['levels.json']);
  });

  test('that is too large is not kept, and no older one in its place', async () => {
    await using place = await temporaryPlace();
    const store = openEvidenceStore(place.dir, worldAt(place.dir));
    await store.save('levels', attempt('small'));
    expect(await store.save('levels', attempt('x'.repeat(65 * 1024 * 1024)))).toBe(false);
    expect(await store.load('levels')).toBeUndefined();
  });

  test('clears away what a killed process left', async () => {
    await using place = await temporaryPlace();
    await lay(place.dir, { '.levels.json.7-0.tmp': '{', '.levels.json.8-0.tmp': '{' });
    await utimes(join(place.dir, '.levels.json.7-0.tmp'), 1, 1);
    await openEvidenceStore(place.dir, worldAt(place.dir)).save('levels', attempt('one'));
    expect((await readdir(place.dir)).toSorted()).toEqual(['.levels.json.8-0.tmp', 'levels.json']);
  });
});

describe('a damaged file is no evidence', () => {
  test.each([
    ['empty', ''],
    ['cut short', JSON.stringify({ format: 1, ...attempt('one') }).slice(0, -9)],
    ['of another format', JSON.stringify({ format: 2, ...attempt('one') })],
    ['of another lesson', JSON.stringify({ format: 1, ...attempt('one', 'errors') })],
    ['something else', '[1, 2]'],
    ['without evidence', JSON.stringify({ format: 1, verdict: attempt('one').verdict })],
    ['without verdict', JSON.stringify({ format: 1, evidence: attempt('one').evidence })],
  ])('%s', async (_name, text) => {
    await using place = await temporaryPlace();
    await writeFile(join(place.dir, 'levels.json'), text);
    expect(await openEvidenceStore(place.dir, worldAt(place.dir)).load('levels')).toBeUndefined();
  });

  test('larger than anything we write', async () => {
    await using place = await temporaryPlace();
    await writeFile(join(place.dir, 'levels.json'), '');
    await truncate(join(place.dir, 'levels.json'), 65 * 1024 * 1024);
    expect(await openEvidenceStore(place.dir, worldAt(place.dir)).load('levels')).toBeUndefined();
  });
});

test('a place that cannot be written is said so', async () => {
  await using place = await temporaryPlace();
  await mkdir(join(place.dir, 'levels.json/inside'), { recursive: true });
  await expect(openEvidenceStore(place.dir, worldAt(place.dir)).save('levels', attempt('one'))).rejects.toMatchObject({
    code: 'cannot-write',
  });
});
