import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { Entropy } from '../kernel/world.ts';

/** A port on 127.0.0.1 that nobody used a moment ago. Someone may take it before it is opened: that shows as EADDRINUSE. */
export async function findFreePort(entropy: Entropy): Promise<number> {
  const server = createServer();
  const port = await listenOnQuietPort(server, entropy);
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Opens a port that nobody else is given by the system once it is closed: a port that must stay closed for a while, or is
 * opened only later, has to come from here.
 * @returns the port
 */
export async function listenOnQuietPort(server: Server, entropy: Entropy): Promise<number> {
  for (let attempt = 0; attempt < quietPortAttempts; attempt++) {
    const [high = 0, low = 0] = entropy.bytes(2);
    const port = firstQuietPort + (((high << 8) | low) % quietPorts);
    try {
      return await listenOnLoopback(server, port);
    } catch {
      // Somebody has it: the next one.
    }
  }
  return listenOnLoopback(server);
}

/** Opens a port on 127.0.0.1, never on the network. @param port 0 lets the system choose @returns the port */
export async function listenOnLoopback(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
  return address.port;
}

/** Systems give away ports from 32768 (Linux) or 49152 (macOS, Windows) on, to whoever asks for any. Below, one has to ask by name. */
const firstQuietPort = 20_000;
const quietPorts = 12_768;

/** With half of the ports taken, one in a million would fail; then the system chooses. */
const quietPortAttempts = 20;
