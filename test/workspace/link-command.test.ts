import { execFile } from 'node:child_process';
import { chmod, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { linkCommand } from '../../src/workspace/link-command.ts';
import { lay, temporaryPlace, worldAt } from './place.ts';

const run = promisify(execFile);
const launcher = { 'bin/learn-obs.js': 'console.log(JSON.stringify([process.execPath, ...process.argv.slice(2)]));\n' };

test.skipIf(process.platform === 'win32')(
  'the command starts this learn-obs with this Node, whatever its path and arguments look like',
  async () => {
    await using place = await temporaryPlace();
    const packageDir = join(place.dir, `it's "100%" $HOME`);
    await lay(packageDir, launcher);
    expect(await linkCommand(worldAt(place.dir, { packageDir }), place.dir)).toBe(true);
    const command = join(place.dir, 'node_modules/.bin/learn-obs');
    const { stdout } = await run(command, ['check', 'two words', '$x', "it's", '']);
    expect(JSON.parse(stdout)).toEqual([process.execPath, 'check', 'two words', '$x', "it's", '']);
  },
);

test('nothing is written when it stands already, and it is mended when it is wrong', async () => {
  await using place = await temporaryPlace();
  const world = worldAt(place.dir);
  await linkCommand(world, place.dir);
  expect(await linkCommand(world, place.dir)).toBe(false);
  const command = join(place.dir, 'node_modules/.bin/learn-obs');
  await chmod(command, 0o644);
  expect(await linkCommand(world, place.dir)).toBe(true);
  expect((await stat(command)).mode & 0o111).not.toBe(0);
  expect(await linkCommand({ ...world, nodePath: '/opt/other/node' }, place.dir)).toBe(true);
  expect(await readFile(command, 'utf8')).toContain('/opt/other/node');
});

test('Windows gets its two scripts, with its own quoting', async () => {
  await using place = await temporaryPlace();
  await linkCommand({ packageDir: "/100%/it's", nodePath: 'C:\\Program Files\\node.exe', pid: 1 }, place.dir);
  const text = (name: string): Promise<string> => readFile(join(place.dir, 'node_modules/.bin', name), 'utf8');
  expect(await text('learn-obs.cmd')).toBe(
    `@"C:\\Program Files\\node.exe" "${join("/100%%/it's", 'bin', 'learn-obs.js')}" %*\r\n`,
  );
  expect(await text('learn-obs.ps1')).toBe(
    `& 'C:\\Program Files\\node.exe' '${join("/100%/it''s", 'bin', 'learn-obs.js')}' @args\nexit $LASTEXITCODE\n`,
  );
});

test('a learn-obs that npm installed in the workspace keeps its own command', async () => {
  await using place = await temporaryPlace();
  await lay(place.dir, { 'node_modules/learn-obs/package.json': '{}', 'node_modules/.bin/learn-obs': 'npm made me' });
  expect(await linkCommand(worldAt(place.dir), place.dir)).toBe(false);
  expect(await readFile(join(place.dir, 'node_modules/.bin/learn-obs'), 'utf8')).toBe('npm made me');
});

test('a command that cannot be written is said so', async () => {
  await using place = await temporaryPlace();
  await lay(place.dir, { 'node_modules/.bin': 'a file' });
  await expect(linkCommand(worldAt(place.dir), place.dir)).rejects.toMatchObject({ code: 'cannot-write' });
  await rename(join(place.dir, 'node_modules'), join(place.dir, 'gone'));
  expect(await linkCommand(worldAt(place.dir), place.dir)).toBe(true);
});
