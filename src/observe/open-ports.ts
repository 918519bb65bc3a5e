import { access, readdir, readFile, readlink } from 'node:fs/promises';

/** The TCP ports a process listens on. Known on Linux only; empty elsewhere and when it cannot be read. */
export async function listOpenPorts(pid: number): Promise<readonly number[]> {
  const sockets = await listSockets(pid);
  if (sockets.size === 0) return [];
  const tables = await Promise.all(['tcp', 'tcp6'].map((table) => readText(`/proc/net/${table}`)));
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

function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
