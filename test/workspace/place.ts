import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LessonEntry } from '../../src/course/order.ts';
import type { Clock, World } from '../../src/kernel/world.ts';
import { entriesNamed } from '../course/entries.ts';

/** A folder of one test, with a space in its path; gone at the end. */
export interface Place extends AsyncDisposable {
  readonly dir: string;
}

export async function temporaryPlace(): Promise<Place> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'learn obs ')));
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true, maxRetries: 3 }) };
}

const realClock: Clock = {
  now: () => Date.now(),
  elapsedMs: () => performance.now(),
  sleep: (durationMs, signal) => sleep(durationMs, undefined, signal ? { signal } : {}).catch(() => undefined),
};

export type TestWorld = Pick<World, 'cwd' | 'packageDir' | 'nodePath' | 'pid' | 'clock' | 'entropy' | 'platform'>;

export function worldAt(dir: string, changes: Partial<TestWorld> = {}): TestWorld {
  return {
    cwd: dir,
    packageDir: join(dir, 'package'),
    nodePath: process.execPath,
    pid: process.pid,
    clock: realClock,
    entropy: { bytes: (length) => randomBytes(length) },
    platform: process.platform,
    ...changes,
  };
}

/** Writes files, text by path; a path that ends in `/` is an empty folder. */
export async function lay(dir: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(dir, path.endsWith('/') ? path : dirname(path)), { recursive: true });
    if (!path.endsWith('/')) await writeFile(join(dir, path), content);
  }
}

/**
 * Everything below a folder: text by path; links as `-> target`, empty folders as a path that ends in `/`.
 * What the watcher's self-test puts there for a moment is left out.
 */
export async function treeOf(dir: string): Promise<Record<string, string>> {
  const items = await readdir(dir, { recursive: true, withFileTypes: true });
  const tree: Record<string, string> = {};
  for (const item of items) {
    const path = join(item.parentPath, item.name);
    const name = relative(dir, path).replaceAll('\\', '/');
    if (item.name.startsWith('.learn-obs-probe')) continue;
    if (item.isSymbolicLink()) tree[name] = '-> link';
    else if (item.isFile()) tree[name] = await readFile(path, 'utf8');
    else if (item.isDirectory() && (await readdir(path)).length === 0) tree[`${name}/`] = '';
  }
  return Object.fromEntries(Object.entries(tree).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** An installed package at `dir`/package with one lesson, and modules as npm lays them out beside it. */
export async function installPackage(dir: string): Promise<LessonEntry> {
  await lay(join(dir, 'package'), {
    'bin/learn-obs.js': 'console.log(JSON.stringify([process.execPath, ...process.argv.slice(2)]));\n',
    'lessons/07-request-logger/README.md': '# Request logger\n',
    'lessons/07-request-logger/starter/src/orders.ts': '// TODO\r\nexport {};\r\n',
    'lessons/07-request-logger/starter/src/lib/log.ts': 'export const log = 1;\n',
    'lessons/07-request-logger/hidden.check.ts': 'secret\n',
    'lessons/given/router.ts': 'export const router = 1;\n',
  });
  return installedEntry;
}

const bare = entriesNamed('07-request-logger')[0]!;
/** The lesson of the package that `installPackage` makes. */
export const installedEntry: LessonEntry = {
  ...bare,
  lesson: { ...bare.lesson, given: { 'src/lib/router.ts': 'router.ts' } },
};

/** A stand-in for an installed module. */
export async function layModule(nodeModules: string, name: string, version = '1.2.3'): Promise<void> {
  await lay(join(nodeModules, name), {
    'package.json': JSON.stringify({ name, version, type: 'module', exports: './index.js' }),
    'index.js': `export const version = '${version}';\n`,
  });
}
