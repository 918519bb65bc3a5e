import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DamagedLine } from '../course/read-journal.ts';
import type { World } from '../kernel/world.ts';
import { replaceFile } from './atomic-file.ts';
import { stateFolder } from './find-workspace.ts';

/**
 * Those damaged lines of a workspace's journal that were never told of before; from now on they count as told. Lines that
 * cannot be remembered (a full disk) are told again next time: better twice than never.
 */
export async function untoldDamage(
  world: Pick<World, 'pid'>,
  workspaceDir: string,
  damage: readonly DamagedLine[],
): Promise<readonly DamagedLine[]> {
  if (damage.length === 0) return [];
  const path = join(workspaceDir, stateFolder, 'told-damage.json');
  const told = await readTold(path);
  const untold = damage.filter((line) => !told.has(markOf(line)));
  if (untold.length > 0) await replaceFile(path, JSON.stringify(damage.map(markOf)), world.pid).catch(() => undefined);
  return untold;
}

async function readTold(path: string): Promise<ReadonlySet<unknown>> {
  try {
    const marks: unknown = JSON.parse(await readFile(path, 'utf8'));
    return new Set(Array.isArray(marks) ? marks : []);
  } catch {
    return new Set();
  }
}

function markOf({ line, text }: DamagedLine): string {
  return `${line} ${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}
