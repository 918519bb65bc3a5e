import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { findFreePort, listenOnQuietPort } from '../../src/observe/free-port.ts';
import { waitForPort } from '../../src/observe/wait-for-port.ts';
import { realWorld } from './real-world.ts';

const { clock, entropy } = realWorld();
const never = new AbortController().signal;

describe.skipIf(process.platform !== 'linux')('a port on which somebody else answers', () => {
  it('is not taken for the one of a program that is still starting', async () => {
    const somebody = createServer((socket) => socket.end());
    const port = await listenOnQuietPort(somebody, entropy);
    const program = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 150)']);
    const gone = new AbortController();
    program.once('exit', () => gone.abort());
    expect(await waitForPort(program.pid ?? 0, port, 10_000, clock, gone.signal)).toEqual({ kind: 'stopped' });
    somebody.close();
  });

  it('is believed after a while: a child of the program may have opened it', async () => {
    const somebody = createServer((socket) => socket.end());
    const port = await listenOnQuietPort(somebody, entropy);
    const program = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20_000)']);
    expect(await waitForPort(program.pid ?? 0, port, 10_000, clock, never)).toMatchObject({ kind: 'open' });
    program.kill('SIGKILL');
    somebody.close();
  });
});

it('the port of the program itself is believed at once', async () => {
  const port = await findFreePort(entropy);
  const program = spawn(process.execPath, ['-e', `require('node:http').createServer().listen(${port})`]);
  expect(await waitForPort(program.pid ?? 0, port, 10_000, clock, never)).toEqual({ kind: 'open', host: '127.0.0.1' });
  program.kill('SIGKILL');
  await once(program, 'exit');
});
