import { spawnSync } from 'node:child_process';
import { kill } from 'node:process';

/** Asks one process to end. @returns whether it was still there */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  return send(pid, signal);
}

/**
 * Ends a process and all it started, at once. What is gone already is fine.
 * Out of reach on POSIX: a grandchild that was started `detached`, and so left the group on purpose.
 */
export function killTree(pid: number, platform: string): void {
  if (platform === 'win32') {
    spawnSync('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    send(pid, 'SIGKILL');
    return;
  }
  // The program leads a process group of its own; a negative id means the whole group.
  send(-pid, 'SIGKILL');
}

/** Ends what a program that is gone itself has left behind. Windows keeps no such ties. */
export function killOrphans(pid: number, platform: string): void {
  if (platform !== 'win32') send(-pid, 'SIGKILL');
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return kill(pid, signal);
  } catch {
    return false;
  }
}
