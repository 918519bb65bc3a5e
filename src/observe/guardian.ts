import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { World } from '../kernel/world.ts';

/**
 * Ends the learner's programs when learn-obs itself is killed and cannot do it any more.
 *
 * A shell waits on a pipe that only we hold. It is told which process groups are ours; the end of the pipe, however it
 * comes about, makes it kill those that are left. Who was killed between starting a program and telling of it left one that
 * nobody knows: where there is /proc, it is found by the mark in its environment. Nothing is done on Windows.
 *
 * Starting it blocks for some milliseconds, and must be over before the first program starts: keep it between attempts.
 */
export interface Guardian extends AsyncDisposable {
  /** To be put into the environment of each program. */
  readonly env: Readonly<Record<string, string>>;
  watch(pid: number): void;
  forget(pid: number): void;
}

export function openGuardian({ platform, entropy }: Pick<World, 'platform' | 'entropy'>): Guardian {
  if (platform === 'win32') return { env: {}, watch() {}, forget() {}, [Symbol.asyncDispose]: async () => {} };
  const mark = Buffer.from(entropy.bytes(8)).toString('hex');
  const shell = startShell(`LEARN_OBS_ATTEMPT=${mark}`);
  return {
    env: { LEARN_OBS_ATTEMPT: mark },
    watch: (pid) => void shell.stdin.write(`+ ${pid}\n`),
    forget: (pid) => void shell.stdin.write(`- ${pid}\n`),
    [Symbol.asyncDispose]: async () => {
      if (shell.pid === undefined || shell.exitCode !== null || shell.signalCode !== null) return;
      const ended = once(shell, 'exit');
      shell.ref();
      shell.stdin.end('.\n');
      await ended;
    },
  };
}

function startShell(mark: string) {
  // A group of its own: ctrl-c in the terminal is for us, and must not end the one who cleans up after us.
  const shell = spawn('/bin/sh', ['-c', script, 'guardian', mark], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: {},
  });
  // Without a shell (or when someone ended it) the programs run unguarded: no reason to fail an attempt.
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  // It must not keep learn-obs alive; its end is ours.
  shell.unref();
  if ('unref' in shell.stdin && typeof shell.stdin.unref === 'function') shell.stdin.unref();
  return shell;
}

/** A dot is the good end: all programs are gone then. A program that is not known yet needs a moment to be seen. */
const script = `
trap '' INT TERM HUP
PATH=/usr/bin:/bin
groups=' '
while read -r word pid; do
  case $word in
    +) groups="$groups$pid " ;;
    -) groups="\${groups%% $pid *} \${groups#* $pid }" ;;
    .) exit ;;
  esac
done
for pid in $groups; do kill -s KILL -- "-$pid"; done
for moment in 1 2 3 4 5; do
  for found in $(grep -l "$1" /proc/[0-9]*/environ); do
    pid=\${found#/proc/}
    kill -s KILL "\${pid%/environ}"
  done
  sleep 0.1
done
`;
