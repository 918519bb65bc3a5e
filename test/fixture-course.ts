import { cp, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { lay } from './workspace/place.ts';

const fixture = new URL('fixtures/course', import.meta.url).pathname;
const repository = new URL('..', import.meta.url).pathname;

/**
 * Lays the small course of test/fixtures/course out as an installed package, built as the real one is. It shares the checks
 * of learn-obs itself, which must have been built.
 *
 * @param changes texts by path, in place of what the fixture has there
 */
export async function layCourse(packageDir: string, changes: Readonly<Record<string, string>> = {}): Promise<void> {
  await cp(fixture, packageDir, { recursive: true });
  await lay(packageDir, {
    'package.json': JSON.stringify({
      name: 'learn-obs',
      version: '0.0.0-fixture',
      type: 'module',
      imports: { '#checks': './dist/src/checks/index.js', '#course': './dist/src/course/index.js' },
    }),
    ...changes,
  });
  await mkdir(join(packageDir, 'dist'), { recursive: true });
  await symlink(join(repository, 'dist/src'), join(packageDir, 'dist/src'), 'junction');
  const lessons = await readdir(join(packageDir, 'lessons'));
  await Promise.all(lessons.filter((name) => /^\d+-/.test(name)).map((folder) => buildLesson(packageDir, folder)));
}

/** What the runner itself loads of a lesson. */
async function buildLesson(packageDir: string, folder: string): Promise<void> {
  for (const name of ['lesson', 'findings']) {
    const source = await readFile(join(packageDir, 'lessons', folder, `${name}.ts`), 'utf8').catch(() => undefined);
    if (source === undefined) continue;
    await lay(join(packageDir, 'dist/lessons', folder), { [`${name}.js`]: stripTypeScriptTypes(source) });
  }
}
