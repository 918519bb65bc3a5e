import { spawn } from 'node:child_process';
import { kill, pid } from 'node:process';
import { openGuardian } from '../../src/observe/guardian.ts';
import { realWorld } from './real-world.ts';

// Killed when a program is there, and the guardian has not been told of it.
const guardian = openGuardian(realWorld());
const program = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], {
  env: { ...guardian.env },
  detached: true,
  stdio: 'ignore',
});
process.stdout.write(`${program.pid}\n`, () => kill(pid, 'SIGKILL'));
