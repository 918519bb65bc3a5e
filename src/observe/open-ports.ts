import { access, open, readdir, readlink } from 'node:fs/promises';

/** The TCP ports a process listens on. Known on Linux only; empty elsewhere and when it cannot be read. */
export async function listOpenPorts(pid: number): Promise<readonly number[]> {
  const sockets = await listSockets(pid);
  if (sockets.size === 0) return [];
  const tables = await Promise.all(['tcp', 'tcp6'].map((table) => readListeners(`/proc/net/${table}`)));
  return tables.flatMap((table) => listListeners(table, sockets));
}

/** Whether the process itself listens on the port; undefined where that cannot be known. */
export async function isListening(pid: number, port: number): Promise<boolean | undefined> {
  const isKnown = await access('/proc/net/tcp').then(
    () => true,
    () => false,
  );
  if (!isKnown) return undefined;
  return (await listOpenPorts(pid)).includes(port);
}

async function listSockets(pid: number): Promise<ReadonlySet<string>> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const targets = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
  return new Set(targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []));
}

/** Columns as the kernel writes them: slot, local address, remote address, state (0A is LISTEN), …, the tenth is the inode. */
function listListeners(table: string, sockets: ReadonlySet<string>): number[] {
  return table
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .filter((columns) => columns[3] === '0A' && sockets.has(columns[9] ?? ''))
    .map((columns) => Number.parseInt(columns[1]?.split(':')[1] ?? '', 16));
}

/**
 * The kernel lists listeners first, and writes a table only as far as it is read: after a thousand requests what follows is
 * long, and costs milliseconds.
 */
async function readListeners(path: string): Promise<string> {
  try {
    await using file = await open(path);
    let table = '';
    for (;;) {
      const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(chunkBytes), position: null });
      table += buffer.toString('latin1', 0, bytesRead);
      if (bytesRead === 0 || afterListeners.test(table)) return table;
    }
  } catch {
    return '';
  }
}

/** Some fifty rows. */
const chunkBytes = 8192;

/** A row of which the state is there, and is another one. */
const afterListeners = /^\s*\d+: [\dA-F]+:[\dA-F]{4} [\dA-F]+:[\dA-F]{4} (?!0A)[\dA-F]{2}/m;
