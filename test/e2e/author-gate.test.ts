import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AuthorJson } from '../../src/runner/author/author-models.ts';
import { learnObs, repository } from './calls.ts';

test("every lesson of the course passes the author's gate", { timeout: 900_000 }, async () => {
  const { exitCode, stdout, stderr } = await learnObs(repository, 'author', 'check', '--json');
  expect(stderr).toBe('');
  const { lessons, failures } = JSON.parse(stdout) as AuthorJson;
  expect(failures).toEqual([]);
  const folders = (await readdir(join(repository, 'lessons'))).filter((name) => /^\d+-/.test(name));
  expect(lessons.map(({ slug }) => slug)).toEqual(folders.map((name) => name.replace(/^\d+-/, '')));
  for (const { starter, solution, variants, mistakes } of lessons) {
    expect({ starter, solution }).toEqual({ starter: true, solution: true });
    expect(Math.min(variants, mistakes)).toBeGreaterThan(0);
  }
  expect(exitCode).toBe(0);
});
