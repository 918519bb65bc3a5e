import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** A port on 127.0.0.1 that nobody used a moment ago. Someone may take it before it is opened: that shows as EADDRINUSE. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnLoopback(server);
  server.close();
  await once(server, 'close');
  return port;
}

/** Opens a port on 127.0.0.1, never on the network. @param port 0 lets the system choose @returns the port */
export async function listenOnLoopback(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
  return address.port;
}
