import { type FileHandle, link, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { troubleCode } from './file-trouble.ts';

/** Writing takes milliseconds: a temporary file this old was left by a process that was killed. */
const staleAfterMs = 60_000;

/**
 * Writes a file whole or not at all, in place of what stands there: readers see the old content or the new one. On disk
 * when it resolves. Folders on the way are made.
 *
 * @param pid of this process; keeps the temporary names of two processes apart
 * @throws the error of the file system
 */
export async function replaceFile(
  path: string,
  content: string | Uint8Array,
  pid: number,
  mode = 0o644,
): Promise<void> {
  const temporary = await writeTemporary(path, content, pid, mode);
  await renameOrRemove(temporary, path);
  await syncFolder(dirname(path));
}

/**
 * Writes a file whole, unless something stands there already, also when that something arrives at the same moment.
 *
 * @returns whether the file was written
 * @throws the error of the file system
 */
export async function createFile(path: string, content: string | Uint8Array, pid: number): Promise<boolean> {
  if (await exists(path)) return false;
  const temporary = await writeTemporary(path, content, pid, 0o644);
  try {
    // Unlike a rename, a link never takes the place of a file.
    await link(temporary, path);
  } catch (error) {
    if (troubleCode(error) === 'EEXIST') return false;
    if (await exists(path)) return false;
    // Some file systems know no links.
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(dirname(path));
  return true;
}

/** Removes the temporary files that killed processes left in a folder (not below it). Trouble on the way is left to the next time. */
export async function removeStaleTemporaries(folder: string, nowMs: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((candidate) => temporaryName.test(candidate))) {
    const path = join(folder, name);
    const stat = await lstat(path).catch(() => undefined);
    if (stat?.isFile() && nowMs - stat.mtimeMs > staleAfterMs) await rm(path, { force: true }).catch(() => undefined);
  }
}

export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Makes new names in a folder durable. Windows cannot, and needs not. */
export async function syncFolder(path: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    await handle.sync();
  } catch {
    // The files themselves are on disk; at worst a power cut takes back the last name.
  } finally {
    await handle?.close();
  }
}

const temporaryName = /^\..+\.\d+-\d+\.tmp$/;

async function writeTemporary(path: string, content: string | Uint8Array, pid: number, mode: number): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const { handle, temporary } = await openTemporary(path, pid, mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return temporary;
}

async function openTemporary(
  path: string,
  pid: number,
  mode: number,
): Promise<{ handle: FileHandle; temporary: string }> {
  for (let count = 0; ; count++) {
    const temporary = join(dirname(path), `.${basename(path)}.${pid}-${count}.tmp`);
    try {
      return { handle: await open(temporary, 'wx', mode), temporary };
    } catch (error) {
      if (troubleCode(error) !== 'EEXIST') throw error;
    }
  }
}

async function renameOrRemove(temporary: string, path: string): Promise<void> {
  try {
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
