import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT_CONTEXT, SpanKind, context, propagation, type Context } from '@opentelemetry/api';
import { createRouter, type Answer, type Handler, type Request } from './lib/router.ts';
import { startTracing, withSpan } from './tracing.ts';

const port = Number(process.env['PORT'] ?? 3001);

const tracing = startTracing('kitchen');
let caller: Context | undefined;

const server = createRouter({
  'GET /healthz': () => ({ status: 200, body: { ok: true } }),
  'POST /boxes': traced(packBox),
});

async function packBox({ body }: Request): Promise<Answer> {
  const { sku, qty } = (body ?? {}) as { sku?: unknown; qty?: unknown };
  if (typeof sku !== 'string' || !Number.isInteger(qty)) return { status: 400, body: { error: 'sku and qty are needed' } };
  await sleep(5 + Math.random() * 20);
  // The eel did not come in today.
  if (sku.startsWith('unagi')) return { status: 409, body: { error: 'sold out' } };
  return { status: 201, body: { ok: true } };
}

/** A handler with a span around each request, in the trace of the caller when there is one. */
function traced(handler: Handler): Handler {
  return (request) => {
    const { method, route, headers } = request;
    const attributes = { 'http.request.method': method, 'http.route': route };
    caller ??= propagation.extract(ROOT_CONTEXT, headers);
    return context.with(caller, () =>
      withSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, async (span) => {
        const answer = await handler(request);
        span.setAttribute('http.response.status_code', answer.status);
        return answer;
      }),
    );
  };
}

server.listen(port);

process.once('SIGTERM', async () => {
  server.close();
  await tracing.shutdown();
  process.exit(0);
});
