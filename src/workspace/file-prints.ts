import { createHash } from 'node:crypto';
import { type BigIntStats, type Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What a folder holds at one moment, as far as a learner would call it a change. */
export interface FolderPrints {
  /** A print of the content by path (relative, with `/`); the empty text for an empty file. */
  readonly files: ReadonlyMap<string, string>;
  /** The folders, itself included: absolute path -> identity, which is another one when it was made anew. */
  readonly folders: ReadonlyMap<string, string>;
}

/** Larger files are told apart by size and time: nobody edits them by hand, and reading them would make a save slow. */
const readLimitBytes = 1_000_000n;

/** @returns undefined when the folder is not there */
export async function printFolder(dir: string): Promise<FolderPrints | undefined> {
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  await collect(dir, '', files, folders);
  return folders.size === 0 ? undefined : { files, folders };
}

/** The files whose content differs, also those that came or went, sorted. */
export function changedFiles(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).toSorted();
}

/** Some file looks like one that is just being written: it has lost its content, or is new and has none yet. */
export function looksUnfinished(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): boolean {
  return changedFiles(before, after).some((name) => (after.get(name) ?? '') === '');
}

async function collect(
  dir: string,
  prefix: string,
  files: Map<string, string>,
  folders: Map<string, string>,
): Promise<void> {
  const self = await stat(dir, { bigint: true }).catch(() => undefined);
  if (!self?.isDirectory()) return;
  folders.set(dir, `${self.ino}-${self.birthtimeNs}`);
  const items: Dirent[] = await readdir(dir, { withFileTypes: true }).catch(() => []);
  for (const item of items.filter(({ name }) => !isIgnored(name))) {
    const path = join(dir, item.name);
    if (item.isDirectory()) {
      await collect(path, `${prefix}${item.name}/`, files, folders);
      continue;
    }
    const print = await printFile(path);
    if (print !== undefined) files.set(`${prefix}${item.name}`, print);
  }
}

/** Files of editors while they save, of version control and of package managers; `.env` files are the learner's. */
function isIgnored(name: string): boolean {
  if (name.startsWith('.')) return !name.startsWith('.env');
  return name === 'node_modules' || name === '4913' || /~$|^#.*#$|^___jb_|\.(?:sw[a-z]|tmp|bak|crswap)$/i.test(name);
}

/** @returns undefined for what is no file, or gone by now */
async function printFile(path: string): Promise<string | undefined> {
  const found: BigIntStats | undefined = await stat(path, { bigint: true }).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  if (found.size > readLimitBytes) return `${found.size}-${found.mtimeNs}`;
  try {
    const content = await readFile(path);
    return content.length === 0 ? '' : createHash('sha1').update(content).digest('base64');
  } catch {
    return 'unreadable';
  }
}
