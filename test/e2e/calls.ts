import { execa } from 'execa';
import { dirname, join } from 'node:path';

export const repository = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');
export const launcher = join(repository, 'bin/learn-obs.js');

/** An environment as a learner has it: this Node first, nothing of the test runner. */
export const cleanEnv: Readonly<Record<string, string>> = {
  PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
  HOME: process.env['HOME'] ?? '',
  TERM: 'xterm-256color',
  // npm has things to say of this machine that are not ours.
  npm_config_loglevel: 'error',
  npm_config_update_notifier: 'false',
};

export interface Called {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls a program and waits for its end, whatever that is. */
export async function call(
  cwd: string,
  command: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Called> {
  const { exitCode, stdout, stderr } = await execa(command, argv, {
    cwd,
    env: { ...cleanEnv, ...env },
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
  });
  return { exitCode, stdout, stderr };
}

/** Calls the learn-obs that was built here. */
export function learnObs(cwd: string, ...argv: readonly string[]): Promise<Called> {
  return call(cwd, process.execPath, [launcher, ...argv]);
}
