import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT_CONTEXT, SpanKind, context, propagation, type Context } from '@opentelemetry/api';
import { createRouter, type Answer, type Request } from './lib/router.ts';
import { startTracing, withSpan } from './tracing.ts';

const port = Number(process.env['PORT'] ?? 3001);

const tracing = startTracing('kitchen');

const server = createRouter({
  'GET /healthz': () => ({ status: 200, body: { ok: true } }),
  'POST /boxes': packBox,
});

let caller: Context = ROOT_CONTEXT;

async function packBox({ body, headers }: Request): Promise<Answer> {
  caller = propagation.extract(ROOT_CONTEXT, headers);
  const { sku, qty } = (body ?? {}) as { sku?: unknown; qty?: unknown };
  if (typeof sku !== 'string' || !Number.isInteger(qty)) return { status: 400, body: { error: 'sku and qty are needed' } };
  await sleep(5 + Math.random() * 20);
  // The eel did not come in today.
  const status = sku.startsWith('unagi') ? 409 : 201;
  const attributes = { 'http.request.method': 'POST', 'http.route': '/boxes', 'http.response.status_code': status };
  return context.with(caller, () =>
    withSpan('POST /boxes', { kind: SpanKind.SERVER, attributes }, async () => ({ status, body: status === 201 ? { ok: true } : { error: 'sold out' } })),
  );
}

server.listen(port);

process.once('SIGTERM', async () => {
  server.close();
  await tracing.shutdown();
  process.exit(0);
});
