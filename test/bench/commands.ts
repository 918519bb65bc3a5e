import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launcher, packageDir } from './built.ts';
import { placeWithPackages, solvedWorkspace, temporaryPlace } from './place.ts';
import { inAll, type Row, timesOf } from './row.ts';
import { sideBySide } from './samples.ts';
import { timeProgram } from './time-program.ts';

/** A command that only reads and prints. */
export function quickCommand(command: string): Row {
  return {
    name: command,
    measure: async () => {
      await using workspace = await solvedWorkspace();
      const inWorkspace = { cwd: workspace.dir };
      const { ours, node } = await sideBySide(
        {
          node: () => timeProgram(['-e', '0'], inWorkspace),
          ours: () => timeProgram([launcher, command], inWorkspace),
        },
        { counted: 30, warmUp: 3 },
      );
      return { ours, against: [timesOf('node -e 0', ours, node, 2.5)] };
    },
  };
}

/** One verdict from a standing start. */
export const coldVerify: Row = {
  name: 'cold verify, lesson 00',
  measure: async () => {
    await using workspace = await solvedWorkspace();
    await using place = await placeWithPackages();
    await writeFile(join(place.dir, 'package.json'), '{ "type": "module" }');
    await writeFile(
      join(place.dir, 'trivial.test.js'),
      `import { expect, test } from 'vitest';\ntest('one', () => expect(1).toBe(1));\n`,
    );
    const vitestCommand = join(packageDir, 'node_modules/vitest/vitest.mjs');
    const { ours, vitest } = await sideBySide(
      {
        vitest: () => timeProgram([vitestCommand, 'run'], { cwd: place.dir }),
        ours: () => timeProgram([launcher, 'verify'], { cwd: workspace.dir }),
      },
      { counted: 12, warmUp: 2 },
    );
    return { ours, against: [timesOf('vitest run, one trivial test', ours, vitest, 1)] };
  },
};

/** Lets Node end with another exit code when a connection was begun. */
const watchNetwork = `data:text/javascript,${encodeURIComponent(`
import { subscribe } from 'node:diagnostics_channel';
subscribe('net.client.socket', () => process.on('exit', () => { process.exitCode = 99; }));
`)}`;

/** A new workspace, where there is no network. */
export const start: Row = {
  name: 'start',
  measure: async () => {
    const { ours, node } = await sideBySide(
      {
        node: async () => {
          await using place = await temporaryPlace();
          return await timeProgram(['-e', '0'], { cwd: place.dir });
        },
        ours: async () => {
          await using place = await temporaryPlace();
          const nobody = 'http://127.0.0.1:1';
          return await timeProgram(['--import', watchNetwork, launcher, 'start', '--yes', '--no-watch'], {
            cwd: place.dir,
            env: { HTTP_PROXY: nobody, HTTPS_PROXY: nobody, npm_config_registry: nobody, NODE_USE_ENV_PROXY: '1' },
          });
        },
      },
      { counted: 12, warmUp: 2 },
    );
    return { ours, against: [inAll('no connection was begun', ours, 1000), timesOf('node -e 0', ours, node)] };
  },
};

/** The author's gate for the whole course. */
export const authorCheck: Row = {
  name: 'author check of all lessons',
  measure: async () => {
    const { ours } = await sideBySide(
      { ours: () => timeProgram([launcher, 'author', 'check'], { cwd: packageDir, exitCodes: [0, 1] }) },
      { counted: 1, warmUp: 0 },
    );
    return { ours, against: [inAll('at most 45 s', ours, 45_000)] };
  },
};
