import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { DatagramEvidence } from '../telemetry/evidence.ts';
import { datagramLimit } from './limits.ts';

/** What the Datadog agent would be: a UDP port that keeps what arrives. */
export interface StatsdReceiver extends AsyncDisposable {
  readonly port: number;
  readonly received: readonly DatagramEvidence[];
}

/** @param onReceived called after each datagram was kept */
export async function startStatsdReceiver(at: () => number, onReceived: () => void): Promise<StatsdReceiver> {
  const received: DatagramEvidence[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (bytes) => {
    if (received.length >= datagramLimit) return;
    received.push({ atMs: at(), text: bytes.toString('utf8'), sizeBytes: bytes.length });
    onReceived();
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    received,
    [Symbol.asyncDispose]: async () => {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}
