import { readdirSync, readFileSync } from 'node:fs';

/** Processes of ours that are still there, by the kernel's own list: command lines. Linux only; empty elsewhere. */
export function childrenOf(pid: number): string[] {
  return processes()
    .filter((each) => each.parent === pid && each.state !== 'Z')
    .map((each) => each.command);
}

/** Children, their children, and so on: process ids with command lines. */
export function descendantsOf(pid: number): { readonly pid: number; readonly command: string }[] {
  const all = processes().filter((each) => each.state !== 'Z');
  const below = (parent: number): typeof all =>
    all.flatMap((each) => (each.parent === parent ? [each, ...below(each.pid)] : []));
  return below(pid);
}

export function isAlive(pid: number): boolean {
  return processes().some((each) => each.pid === pid && each.state !== 'Z');
}

function processes() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), parent: Number(parent), state, command }];
      } catch {
        return [];
      }
    });
}
