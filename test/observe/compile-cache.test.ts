import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { openAheadCompiler } from '../../src/observe/ahead-compiler.ts';
import { observeProgram } from './observe-program.ts';

/** What Node itself says of its cache, for each file that a program loads. */
async function cacheNotes(file: string, compileCacheDir: string): Promise<string> {
  const { stderr } = await execa(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
    // Who measures coverage switches the cache off for all that inherit its environment.
    extendEnv: false,
    env: { NODE_COMPILE_CACHE: compileCacheDir, NODE_DEBUG_NATIVE: 'COMPILE_CACHE' },
  });
  return stderr;
}

/** A folder with a program of two files, which leaves a mark when it is executed. */
async function program() {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'learn obs compile ')));
  await mkdir(join(dir, 'src'));
  await writeFile(join(dir, 'package.json'), '{"type":"module"}');
  await writeFile(join(dir, 'src/word.ts'), `export const word: string = 'ready';\n`);
  const write = (text: string): Promise<void> =>
    writeFile(
      join(dir, 'src/app.ts'),
      `import { writeFileSync } from 'node:fs';\nimport { word } from './word.ts';\nwriteFileSync('${dir}/executed', \`${text} \${word}\` satisfies string);\n`,
    );
  await write('first');
  return {
    app: join(dir, 'src/app.ts'),
    executed: join(dir, 'executed'),
    cache: join(dir, 'cache'),
    write,
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  };
}

const taken = (notes: string): number => notes.match(/StrippedTypeScript .* success/g)?.length ?? 0;

describe('what is compiled ahead', () => {
  it('is found by the program that needs it, and nothing of it is executed', async () => {
    await using place = await program();
    await using compiler = openAheadCompiler(place.cache);
    await compiler.compile([place.app]);
    expect(existsSync(place.executed)).toBe(false);
    expect(taken(await cacheNotes(place.app, place.cache))).toBe(2);
    expect(existsSync(place.executed)).toBe(true);
  });

  it('is compiled anew after a change, once there is a new thread', async () => {
    await using place = await program();
    await using compiler = openAheadCompiler(place.cache);
    await compiler.compile([place.app]);
    await place.write('second');
    compiler.renew();
    await compiler.compile([place.app]);
    expect(taken(await cacheNotes(place.app, place.cache))).toBe(2);
  });

  it('leaves a file that cannot be compiled, or is not there, to the program', async () => {
    await using place = await program();
    await using compiler = openAheadCompiler(place.cache);
    await place.write('`; enum Broken {');
    await compiler.compile([place.app, `${place.app}.gone`]);
    await place.write('mended');
    compiler.renew();
    await compiler.compile([place.app]);
    expect(taken(await cacheNotes(place.app, place.cache))).toBe(2);
  });

  it('waits for nothing when the compiler is closed in the middle', async () => {
    await using place = await program();
    const compiler = openAheadCompiler(place.cache);
    const compiled = compiler.compile([place.app]);
    await compiler[Symbol.asyncDispose]();
    await expect(compiled).resolves.toBeUndefined();
  });
});

it('a service that a signal ends leaves its compiled code for the next start', async () => {
  await using place = await program();
  const { evidence, app } = await observeProgram({
    program: 'pino-service',
    steps: [{ do: 'pause', durationMs: 100 }],
    request: { compileCacheDir: place.cache },
  });
  expect(evidence.problem).toBeUndefined();
  expect(app.exit.signal).toBe('SIGTERM');
  const [version = ''] = await readdir(place.cache);
  expect((await readdir(join(place.cache, version))).length).toBeGreaterThan(2);
});
