// Given: a tiny HTTP router that knows route templates. You never need to change it.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export interface Request {
  readonly method: string;
  /** As sent, without the query: `/orders/o-17`. */
  readonly path: string;
  /** The template that fits: `/orders/:id`; `unmatched` when none does. */
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  /** The body read as JSON; undefined when there is none or it is not JSON. */
  readonly body: unknown;
  readonly raw: IncomingMessage;
  readonly response: ServerResponse;
}

export interface Answer {
  readonly status: number;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (request: Request) => Answer | Promise<Answer>;

/** @param routes handlers by method and template: `{ 'GET /orders/:id': (request) => ({ status: 200 }) }` */
export function createRouter(routes: Readonly<Record<string, Handler>>): Server {
  const known = Object.entries(routes).map(([key, handler]) => {
    const [method = '', route = ''] = key.split(' ');
    return { method, route, parts: route.split('/'), handler };
  });
  return createServer(async (raw, response) => {
    const method = raw.method ?? 'GET';
    const path = (raw.url ?? '/').split('?')[0] ?? '/';
    const parts = path.split('/');
    const fit = known.find((candidate) => candidate.method === method && fits(candidate.parts, parts));
    const request: Request = {
      method,
      path,
      route: fit?.route ?? 'unmatched',
      params: fit ? paramsOf(fit.parts, parts) : {},
      headers: raw.headers,
      body: await readJson(raw),
      raw,
      response,
    };
    const answer = fit ? await fit.handler(request) : { status: 404, body: { error: 'not found' } };
    if (!response.destroyed) send(response, answer);
  });
}

function fits(template: readonly string[], parts: readonly string[]): boolean {
  return template.length === parts.length && template.every((part, index) => part.startsWith(':') || part === parts[index]);
}

function paramsOf(template: readonly string[], parts: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(parts[index] ?? '');
  }
  return params;
}

async function readJson(raw: IncomingMessage): Promise<unknown> {
  let text = '';
  try {
    for await (const chunk of raw.setEncoding('utf8')) text += chunk;
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, answer: Answer): void {
  const { status, body, headers = {} } = answer;
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json', ...headers });
  response.end(text);
}
