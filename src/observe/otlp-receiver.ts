import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { decodeOtlp } from '../telemetry/parse/otlp-decode.ts';
import type { OtlpEvidence } from '../telemetry/evidence.ts';
import { listenOnLoopback } from './free-port.ts';
import { otlpBodyLimitBytes } from './limits.ts';
import { readBody } from './read-body.ts';

/** What an OpenTelemetry collector would be: takes everything, keeps it, answers that all is well. */
export interface OtlpReceiver extends AsyncDisposable {
  readonly port: number;
  readonly received: readonly OtlpEvidence[];
  /** Someone is in the middle of sending. */
  readonly isReceiving: boolean;
}

/**
 * @param onReceived called after each body was kept
 * @param answer the seam for a receiver that refuses, delays or hangs; the default takes everything
 */
export async function startOtlpReceiver(
  at: () => number,
  onReceived: () => void,
  answer: OtlpAnswer = acceptAll,
): Promise<OtlpReceiver> {
  const received: OtlpEvidence[] = [];
  let underWay = 0;
  const server = createServer((request, response) => {
    void take(request, response);
  });
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    underWay += 1;
    const body = await receive(request, at);
    underWay -= 1;
    received.push(body);
    onReceived();
    await answer(body, response);
  };
  const port = await listenOnLoopback(server);
  return {
    port,
    received,
    get isReceiving() {
      return underWay > 0;
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export type OtlpAnswer = (body: OtlpEvidence, response: ServerResponse) => Promise<void>;

const acceptAll: OtlpAnswer = async (body, response) => {
  const isJson = body.contentType.includes('json');
  response.writeHead(200, { 'content-type': isJson ? 'application/json' : 'application/x-protobuf' });
  response.end(isJson ? '{}' : '');
};

async function receive(request: IncomingMessage, at: () => number): Promise<OtlpEvidence> {
  const { bytes, isComplete, isTooLarge } = await readBody(request, otlpBodyLimitBytes);
  const path = request.url ?? '';
  const contentType = request.headers['content-type'] ?? '';
  const encoding = request.headers['content-encoding'] ?? '';
  const frame = { atMs: at(), path, contentType, encoding, userAgent: request.headers['user-agent'] ?? '' };

  if (isTooLarge) return { ...frame, oddities: [`body is larger than ${otlpBodyLimitBytes} bytes`] };
  if (!isComplete) return { ...frame, oddities: ['the connection ended in the middle of the body'] };
  const plain = await decompress(encoding, bytes);
  if (typeof plain === 'string') return { ...frame, oddities: [plain] };
  const signal = signalOfPath(path);
  if (signal === undefined) return { ...frame, oddities: ['not a path that OTLP has'] };
  const { body, oddities } = decodeOtlp(signal, contentType, plain);
  return { ...frame, ...(body === undefined ? {} : { body }), oddities };
}

/** @returns the plain bytes, or what is wrong with them */
async function decompress(encoding: string, bytes: Uint8Array): Promise<Uint8Array | string> {
  const limit = { maxOutputLength: otlpBodyLimitBytes };
  try {
    if (encoding === '' || encoding === 'identity') return bytes;
    if (encoding === 'gzip') return await promisify(gunzip)(bytes, limit);
    if (encoding === 'deflate') return await promisify(inflate)(bytes, limit);
    return `unknown content-encoding "${encoding}"`;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return code === 'ERR_BUFFER_TOO_LARGE'
      ? `body is larger than ${otlpBodyLimitBytes} bytes after ${encoding}`
      : `body is not ${encoding}`;
  }
}

function signalOfPath(path: string): 'traces' | 'metrics' | 'logs' | undefined {
  return (['traces', 'metrics', 'logs'] as const).find((signal) => path === `/v1/${signal}`);
}
