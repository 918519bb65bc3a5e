import { execFile } from 'node:child_process';
import { lstat, mkdir, readFile, readlink, realpath, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { findModule, learnerModules, moduleVersions } from '../../src/workspace/learner-modules.ts';
import { checkLinks, linkModules, type LinkState } from '../../src/workspace/link-modules.ts';
import { workspaceFiles } from '../../src/workspace/workspace-files.ts';
import { lay, layModule, temporaryPlace, treeOf } from './place.ts';

const run = promisify(execFile);
const checkout = join(import.meta.dirname, '..', '..');

/** learn-obs in <dir>/node_modules/learn-obs with all modules beside it, as npm lays it out. */
async function installed(dir: string): Promise<{ packageDir: string; pid: number }> {
  const modules = join(dir, 'node_modules');
  await Promise.all(learnerModules.map((name) => layModule(modules, name)));
  await lay(join(modules, 'learn-obs'), { 'package.json': '{"name":"learn-obs"}' });
  return { packageDir: join(modules, 'learn-obs'), pid: process.pid };
}

async function stateOf(world: { packageDir: string }, dir: string, name: string): Promise<LinkState | undefined> {
  return (await checkLinks(world, dir)).find((link) => link.name === name)?.state;
}

describe('where learn-obs has a module', () => {
  test('is found beside it, below it, or further up, the nearest first', async () => {
    await using place = await temporaryPlace();
    const { packageDir } = await installed(place.dir);
    expect(await findModule(packageDir, '@opentelemetry/api')).toBe(join(place.dir, 'node_modules/@opentelemetry/api'));
    await layModule(join(packageDir, 'node_modules'), 'pino', '9.9.9');
    expect(await findModule(packageDir, 'pino')).toBe(join(packageDir, 'node_modules/pino'));
    expect((await moduleVersions(packageDir)).get('pino')).toBe('9.9.9');
    expect(await findModule(packageDir, 'no-such-module')).toBeUndefined();
  });

  test('is the real place where a package manager keeps links only', async () => {
    await using place = await temporaryPlace();
    const store = join(place.dir, 'store');
    await layModule(store, 'pino');
    await mkdir(join(place.dir, 'app/node_modules'), { recursive: true });
    await symlink(join(store, 'pino'), join(place.dir, 'app/node_modules/pino'));
    expect(await findModule(join(place.dir, 'app/node_modules/learn-obs'), 'pino')).toBe(join(store, 'pino'));
  });

  test('has no version when its package.json cannot be read', async () => {
    await using place = await temporaryPlace();
    await lay(place.dir, { 'node_modules/pino/package.json': '{', 'node_modules/prom-client/package.json': '{}' });
    expect([...(await moduleVersions(place.dir)).keys()]).toEqual([]);
  });
});

test('every module that lessons import is a dependency of learn-obs, so it is there after an install', async () => {
  const manifest: unknown = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({ dependencies: Object.fromEntries(await moduleVersions(checkout)) });
  expect([...(await moduleVersions(checkout)).keys()]).toEqual([...learnerModules]);
});

describe('linking', () => {
  test('lets a program in the workspace import what learn-obs came with', async () => {
    await using place = await temporaryPlace();
    const dir = join(place.dir, 'work space');
    await lay(dir, {
      '07-x/src/main.ts': `import { pino } from 'pino';\nimport { trace } from '@opentelemetry/api';\nimport { NodeSDK } from '@opentelemetry/sdk-node';\nconsole.log(typeof pino, typeof trace.getTracer, typeof NodeSDK);\n`,
      'package.json': '{"type":"module"}',
    });
    const linked = await linkModules({ packageDir: checkout, pid: 1 }, dir);
    expect(linked.map(({ state }) => state)).toEqual(learnerModules.map(() => 'linked'));
    const { stdout } = await run(process.execPath, [join(dir, '07-x/src/main.ts')]);
    expect(stdout).toBe('function function function\n');
  });

  test('lets the types of Node, and what those need, be found through the link', async () => {
    await using place = await temporaryPlace();
    await lay(place.dir, {
      'src/main.ts': `import type { Dispatcher } from 'undici-types';\nconst answer: Response = await fetch('http://127.0.0.1');\nconst never: Dispatcher | undefined = undefined;\nexport const size: string = process.cwd().length;\nexport { answer, never };\n`,
      'package.json': '{"type":"module"}',
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          module: 'nodenext',
          target: 'es2024',
          lib: ['es2024'],
          types: ['node'],
          noEmit: true,
          strict: true,
        },
      }),
    });
    await linkModules({ packageDir: checkout, pid: 1 }, place.dir);
    const tsc = join(checkout, 'node_modules/.bin/tsc');
    const { stdout } = await run(tsc, ['-p', place.dir]).catch((error: { stdout: string }) => error);
    // The workspace itself has no undici-types, so that import fails; fetch has its type from there all the same.
    expect(stdout).toContain("'undici-types'");
    expect(stdout).toContain("Type 'number' is not assignable to type 'string'");
    expect(stdout.trim().split('\n')).toHaveLength(2);
  });

  test('changes nothing the second time', async () => {
    await using place = await temporaryPlace();
    const world = await installed(place.dir);
    const dir = join(place.dir, 'ws');
    await linkModules(world, dir);
    const before = await lstat(join(dir, 'node_modules/pino'));
    expect(await linkModules(world, dir)).toEqual([]);
    expect((await lstat(join(dir, 'node_modules/pino'))).ctimeMs).toBe(before.ctimeMs);
  });

  test('by several processes at once ends with the same links, also where old ones stand', async () => {
    await using place = await temporaryPlace();
    const world = await installed(place.dir);
    const dir = join(place.dir, 'ws');
    const linkThrice = (): Promise<unknown> =>
      Promise.all([1, 2, 3].map((pid) => linkModules({ packageDir: world.packageDir, pid }, dir)));
    await linkThrice();
    expect(new Set((await checkLinks(world, dir)).map(({ state }) => state))).toEqual(new Set(['linked']));
    await rm(join(dir, 'node_modules/pino'));
    await symlink('nowhere', join(dir, 'node_modules/pino'));
    await linkThrice();
    expect(new Set((await checkLinks(world, dir)).map(({ state }) => state))).toEqual(new Set(['linked']));
  });
});

describe('mending', () => {
  test('makes missing links again, and turns dead ones to where learn-obs is now', async () => {
    await using place = await temporaryPlace();
    const dir = join(place.dir, 'ws');
    const old = await installed(join(place.dir, 'old'));
    await linkModules(old, dir);
    await rm(join(place.dir, 'old'), { recursive: true });
    await rm(join(dir, 'node_modules/prom-client'));
    const world = await installed(join(place.dir, 'new'));
    expect(await stateOf(world, dir, 'pino')).toBe('broken');
    expect(await stateOf(world, dir, 'prom-client')).toBe('missing');
    await linkModules(world, dir);
    expect(await readlink(join(dir, 'node_modules/pino'))).toBe(join(place.dir, 'new/node_modules/pino'));
    expect(await stateOf(world, dir, 'prom-client')).toBe('linked');
  });

  test('turns links of another learn-obs that still exists to this one', async () => {
    await using place = await temporaryPlace();
    const dir = join(place.dir, 'ws');
    await linkModules(await installed(join(place.dir, 'old')), dir);
    const world = await installed(join(place.dir, 'new'));
    expect(await stateOf(world, dir, 'pino')).toBe('elsewhere');
    expect(await linkModules(world, dir)).toHaveLength(learnerModules.length);
    expect(await stateOf(world, dir, 'pino')).toBe('linked');
  });

  test('leaves alone what npm installed, and adds only what is missing', async () => {
    await using place = await temporaryPlace();
    const world = await installed(place.dir);
    const dir = join(place.dir, 'ws');
    const own = learnerModules.filter((name) => name !== 'prom-client');
    await Promise.all(own.map((name) => layModule(join(dir, 'node_modules'), name, '0.0.7')));
    await lay(dir, { 'node_modules/.package-lock.json': '{}' });
    const before = await treeOf(dir);
    expect((await linkModules(world, dir)).map(({ name, state }) => [name, state])).toEqual([
      ['prom-client', 'linked'],
    ]);
    expect(await treeOf(dir)).toEqual({ ...before, 'node_modules/prom-client': '-> link' });
    expect(await stateOf(world, dir, 'pino')).toBe('installed');
  });

  test('leaves alone what pnpm linked from one store for all', async () => {
    await using place = await temporaryPlace();
    const world = await installed(place.dir);
    const dir = join(place.dir, 'ws');
    await layModule(join(place.dir, 'store'), 'pino', '0.0.7');
    await lay(dir, { 'node_modules/.modules.yaml': '' });
    await symlink(join(place.dir, 'store/pino'), join(dir, 'node_modules/pino'));
    await linkModules(world, dir);
    expect(await stateOf(world, dir, 'pino')).toBe('elsewhere');
  });

  test('leaves alone links that lead into the workspace itself', async () => {
    await using place = await temporaryPlace();
    const world = await installed(place.dir);
    const dir = join(place.dir, 'ws');
    await layModule(join(dir, 'node_modules/.pnpm/pino@0.0.7/node_modules'), 'pino', '0.0.7');
    await symlink('.pnpm/pino@0.0.7/node_modules/pino', join(dir, 'node_modules/pino'));
    await linkModules(world, dir);
    expect(await stateOf(world, dir, 'pino')).toBe('installed');
    expect(await readlink(join(dir, 'node_modules/pino'))).toBe('.pnpm/pino@0.0.7/node_modules/pino');
  });

  test('takes an empty folder away, but never one with files in it', async () => {
    await using place = await temporaryPlace();
    const world = await installed(place.dir);
    const dir = join(place.dir, 'ws');
    await lay(dir, {
      'node_modules/pino/': '',
      'node_modules/prom-client/half': 'x',
      'node_modules/@types/node': 'a file',
    });
    const mended = await linkModules(world, dir);
    expect(mended.find(({ name }) => name === 'pino')?.state).toBe('linked');
    expect(mended.find(({ name }) => name === 'prom-client')?.state).toBe('broken');
    expect(mended.find(({ name }) => name === '@types/node')?.state).toBe('broken');
    expect(await readFile(join(dir, 'node_modules/prom-client/half'), 'utf8')).toBe('x');
  });

  test('says which modules learn-obs itself lacks', async () => {
    await using place = await temporaryPlace();
    const world = await installed(place.dir);
    await rm(join(place.dir, 'node_modules/pino'), { recursive: true });
    const dir = await realpath(place.dir);
    const links = await linkModules(world, join(dir, 'ws'));
    expect(links.find(({ name }) => name === 'pino')).toEqual({
      name: 'pino',
      path: join(dir, 'ws/node_modules/pino'),
      state: 'missing',
    });
  });

  test('that cannot write says so', async () => {
    await using place = await temporaryPlace();
    const world = await installed(place.dir);
    await lay(place.dir, { 'ws/node_modules': 'a file' });
    await expect(linkModules(world, join(place.dir, 'ws'))).rejects.toMatchObject({ code: 'cannot-write' });
  });
});

test('npm installs one more module beside the links, and leaves them and what they lead to alone', async () => {
  await using place = await temporaryPlace();
  const world = await installed(place.dir);
  const dir = join(place.dir, 'ws');
  const scripts = { prepare: 'exit 1', install: 'exit 1' };
  await lay(join(place.dir, 'node_modules/pino'), {
    'package.json': JSON.stringify({ name: 'pino', version: '1.2.3', scripts, type: 'module', exports: './index.js' }),
  });
  await layModule(place.dir, 'extra-module');
  for (const [name, text] of workspaceFiles(await moduleVersions(world.packageDir))) await lay(dir, { [name]: text });
  await linkModules(world, dir);
  const before = await treeOf(join(place.dir, 'node_modules'));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--install-links', '../extra-module'], {
    cwd: dir,
  });
  expect((await stat(join(dir, 'node_modules/extra-module/index.js'))).isFile()).toBe(true);
  expect(new Set((await checkLinks(world, dir)).map(({ state }) => state))).toEqual(new Set(['linked']));
  expect(await treeOf(join(place.dir, 'node_modules'))).toEqual(before);
});
