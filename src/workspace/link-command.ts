import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from '../kernel/world.ts';
import { replaceFile } from './atomic-file.ts';
import { fileTrouble } from './file-trouble.ts';

/**
 * Makes `npx learn-obs` in the workspace `dir` start this same learn-obs with this same Node, whatever else the machine
 * has. A learn-obs that a package manager installed there is left alone.
 *
 * @returns whether something was written
 * @throws {UserError} cannot-write
 */
export async function linkCommand(
  world: Pick<World, 'packageDir' | 'nodePath' | 'pid'>,
  dir: string,
): Promise<boolean> {
  if (await isInstalled(dir)) return false;
  const bin = join(dir, 'node_modules', '.bin');
  const scripts = commandScripts(world.nodePath, join(world.packageDir, 'bin', 'learn-obs.js'));
  const written = await Promise.all(scripts.map(({ name, text }) => writeScript(join(bin, name), text, world.pid)));
  return written.includes(true);
}

/** One script for each shell that may look for the command: sh, cmd.exe and PowerShell. */
function commandScripts(nodePath: string, launcher: string): { name: string; text: string }[] {
  const sh = (path: string): string => `'${path.replaceAll("'", String.raw`'\''`)}'`;
  const cmd = (path: string): string => `"${path.replaceAll('%', '%%')}"`;
  const powerShell = (path: string): string => `'${path.replaceAll("'", "''")}'`;
  return [
    { name: 'learn-obs', text: `#!/bin/sh\nexec ${sh(nodePath)} ${sh(launcher)} "$@"\n` },
    { name: 'learn-obs.cmd', text: `@${cmd(nodePath)} ${cmd(launcher)} %*\r\n` },
    { name: 'learn-obs.ps1', text: `& ${powerShell(nodePath)} ${powerShell(launcher)} @args\nexit $LASTEXITCODE\n` },
  ];
}

async function isInstalled(dir: string): Promise<boolean> {
  return stat(join(dir, 'node_modules', 'learn-obs', 'package.json')).then(
    () => true,
    () => false,
  );
}

async function writeScript(path: string, text: string, pid: number): Promise<boolean> {
  if ((await readFile(path, 'utf8').catch(() => undefined)) === text && (await isExecutable(path))) return false;
  try {
    await replaceFile(path, text, pid, 0o755);
    return true;
  } catch (error) {
    throw fileTrouble('cannot-write', path, error);
  }
}

/** Windows says so of no file; there it does not matter, and writing once more does no harm. */
async function isExecutable(path: string): Promise<boolean> {
  return ((await stat(path)).mode & 0o100) !== 0 || path.endsWith('.cmd') || path.endsWith('.ps1');
}
