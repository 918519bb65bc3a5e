import { log } from './log.ts';
import type { Handler, Request } from './lib/router.ts';

/** One line for each request, when its connection is done with it. */
export function withCompletionLine(routes: Readonly<Record<string, Handler>>): Record<string, Handler> {
  return Object.fromEntries(Object.entries(routes).map(([key, handler]) => [key, watched(handler)]));
}

function watched(handler: Handler): Handler {
  return (request) => {
    const startedAt = performance.now();
    request.response.once('close', () => complete(request, Math.round(performance.now() - startedAt)));
    return handler(request);
  };
}

function complete({ method, route, response }: Request, durationMs: number): void {
  const outcome = response.writableFinished ? 'answered' : 'aborted';
  const level = response.statusCode === 201 ? 'info' : 'debug';
  log[level]({ method, route, status: response.statusCode, duration_ms: durationMs, outcome }, 'request completed');
}
