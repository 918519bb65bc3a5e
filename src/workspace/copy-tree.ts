import {
  chmod,
  constants,
  copyFile,
  mkdir,
  open,
  readdir,
  readlink,
  rename,
  rm,
  rmdir,
  stat,
  symlink,
} from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './atomic-file.ts';
import { troubleCode } from './file-trouble.ts';

/**
 * Copies a folder with everything in it: links as links, empty folders, read-only files. On disk when it resolves. Sockets
 * and pipes are no files and are left out.
 *
 * @param to made when it is not there; a file in it is never replaced
 * @throws the error of the file system; `to` is then incomplete
 */
export async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const item of await readdir(from, { withFileTypes: true })) {
    const source = join(from, item.name);
    const target = join(to, item.name);
    if (item.isDirectory()) await copyTree(source, target);
    else if (item.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (item.isFile()) await copyOneFile(source, target);
  }
  await syncFolder(to);
}

/**
 * Moves everything inside `from` into `into`, file by file, in place of what has the same name there. At every moment each
 * file is in one of the two, whole. `from` itself stays, so a shell that stands in it stays there too.
 *
 * @throws the error of the file system; what was moved until then stays moved
 */
export async function moveInside(from: string, into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  await makeWritable(from);
  for (const item of await readdir(from, { withFileTypes: true })) {
    const source = join(from, item.name);
    const target = join(into, item.name);
    if (item.isDirectory()) {
      await moveInside(source, target);
      await removeIfEmpty(source);
    } else if (item.isFile() || item.isSymbolicLink()) {
      await moveOne(source, target);
    }
  }
  await syncFolder(into);
  await syncFolder(from);
}

async function copyOneFile(source: string, target: string): Promise<void> {
  await copyFile(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  const handle = await open(target, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Windows syncs only what is open for writing.
    if (troubleCode(error) !== 'EPERM') throw error;
  } finally {
    await handle.close();
  }
}

async function moveOne(source: string, target: string): Promise<void> {
  try {
    await rename(source, target);
  } catch (error) {
    if (!copyInsteadOfRename.has(troubleCode(error) ?? '')) throw error;
    await rm(target, { force: true });
    await copyAcross(source, target);
    await rm(source, { force: true });
  }
}

/** Another disk, or a read-only file in the way on Windows. */
const copyInsteadOfRename: ReadonlySet<string> = new Set(['EXDEV', 'EPERM']);

async function copyAcross(source: string, target: string): Promise<void> {
  const leadsTo = await readlink(source).catch(() => undefined);
  if (leadsTo === undefined) await copyOneFile(source, target);
  else await symlink(leadsTo, target);
}

/** Nothing can be taken out of a folder that is read-only for its owner. */
async function makeWritable(folder: string): Promise<void> {
  const { mode } = await stat(folder);
  if ((mode & 0o700) !== 0o700) await chmod(folder, mode | 0o700);
}

async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (error) {
    // A socket or a pipe is still in it.
    if (troubleCode(error) !== 'ENOTEMPTY') throw error;
  }
}
