import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What an exporter sent, as it came over the wire. */
export interface Sent {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

interface Exporter<T> {
  export(batch: T, done: (result: { code: number; error?: Error }) => void): void;
  shutdown(): Promise<void>;
}

/** Let a real exporter post one batch to a server of our own. */
export async function sentBy<T>(makeExporter: (url: string) => Exporter<T>, batch: T): Promise<Sent> {
  const sent: Sent[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((bytes) => {
      sent.push({ contentType: request.headers['content-type'] ?? '', bytes });
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const exporter = makeExporter(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const result = await new Promise<{ code: number; error?: Error }>((resolve) => exporter.export(batch, resolve));
  await exporter.shutdown();
  server.closeAllConnections();
  server.close();
  const [first] = sent;
  if (result.code !== 0 || first === undefined) throw result.error ?? new Error('nothing was sent');
  return first;
}
