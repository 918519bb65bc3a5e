import { request as openRequest, type Agent, type ClientRequest, type IncomingMessage } from 'node:http';
import type { JsonValue } from '../kernel/json.ts';
import type { Clock } from '../kernel/world.ts';
import type { RequestOutcome } from '../telemetry/evidence.ts';
import { answerLimitBytes } from './limits.ts';
import { readBody } from './read-body.ts';
import { within } from './within.ts';

export interface OutgoingRequest {
  readonly host: string;
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON, unless it is a string. */
  readonly body?: JsonValue;
  readonly timeoutMs: number;
  /** Aborted when the client is to hang up in the middle. */
  readonly hangUp: AbortSignal;
}

export interface SentRequest {
  /** As they went over the wire, lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Never rejects. */
  readonly outcome: Promise<RequestOutcome>;
}

/** Sends one HTTP request now. @param agent decides whether connections are kept */
export function sendRequest(agent: Agent, clock: Clock, outgoing: OutgoingRequest): SentRequest {
  const { host, port, method, path, timeoutMs, hangUp } = outgoing;
  const body = textOf(outgoing.body);
  const headers: Record<string, string> = {
    host: `${host.includes(':') ? `[${host}]` : host}:${port}`,
    ...(body === ''
      ? {}
      : { 'content-type': typeOf(outgoing.body), 'content-length': String(Buffer.byteLength(body)) }),
    ...lowerCaseNames(outgoing.headers),
  };
  let request: ClientRequest;
  try {
    request = openRequest({ host, port, method, path, headers, agent });
  } catch (error) {
    // A path or header that HTTP does not allow, made from an answer of the program.
    return { headers, body, outcome: Promise.resolve({ kind: 'failed', error: nameOf(error) }) };
  }
  const outcome = follow(request, clock, timeoutMs, hangUp);
  request.end(body);
  return { headers, body, outcome };
}

async function follow(
  request: ClientRequest,
  clock: Clock,
  timeoutMs: number,
  hangUp: AbortSignal,
): Promise<RequestOutcome> {
  const ended = Promise.withResolvers<RequestOutcome>();
  request.once('response', (response) => {
    void readAnswer(response).then(ended.resolve);
  });
  request.on('error', (error) => ended.resolve({ kind: 'failed', error: nameOf(error) }));
  const end = (outcome: RequestOutcome): void => {
    ended.resolve(outcome);
    request.destroy();
  };
  const hang = (): void => end({ kind: 'aborted' });
  if (hangUp.aborted) hang();
  hangUp.addEventListener('abort', hang, { once: true });
  if (!(await within(clock, timeoutMs, ended.promise))) end({ kind: 'timed-out' });
  const outcome = await ended.promise;
  hangUp.removeEventListener('abort', hang);
  return outcome;
}

async function readAnswer(response: IncomingMessage): Promise<RequestOutcome> {
  const { bytes, isComplete, isTooLarge } = await readBody(response, answerLimitBytes);
  if (isTooLarge) return { kind: 'failed', error: `the answer is larger than ${answerLimitBytes} bytes` };
  if (!isComplete) return { kind: 'failed', error: 'the answer was cut in the middle' };
  const headers = Object.entries(response.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return {
    kind: 'answered',
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: Buffer.from(bytes).toString('utf8'),
  };
}

function textOf(body: JsonValue | undefined): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function typeOf(body: JsonValue | undefined): string {
  return typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
