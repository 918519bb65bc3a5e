import { randomUUID } from 'node:crypto';
import { ROOT_CONTEXT, SpanKind, context, propagation, trace } from '@opentelemetry/api';
import { createPool, type Row } from './lib/pool.ts';
import { createRouter, type Answer, type Handler, type Request } from './lib/router.ts';
import { startTracing, withSpan } from './tracing.ts';

const port = Number(process.env['PORT'] ?? 3000);
const kitchenUrl = process.env['KITCHEN_URL'] ?? 'http://localhost:3001';
const payportUrl = process.env['PAYPORT_URL'] ?? 'http://localhost:3002';

const tracing = startTracing('orders');
const pool = createPool();

interface Order {
  id: string;
  sku: string;
  qty: number;
  email: string;
  card: string;
}

const menu = [
  { sku: 'salmon-teriyaki', name: 'Salmon teriyaki', price_cents: 1250 },
  { sku: 'tofu-sesame', name: 'Tofu with sesame', price_cents: 990 },
];

const server = createRouter({
  'GET /healthz': () => ({ status: 200, body: { ok: true } }),
  'GET /menu': traced(() => ({ status: 200, body: menu })),
  'POST /orders': traced(placeOrder),
  'GET /orders/:id': traced(findOrder),
});

async function placeOrder({ body }: Request): Promise<Answer> {
  const { sku, qty, email, card } = (body ?? {}) as Partial<Order>;
  if (typeof sku !== 'string' || sku === '' || !Number.isInteger(qty) || Number(qty) < 1) {
    return { status: 400, body: { error: 'sku and qty are needed' } };
  }
  trace.getActiveSpan()?.setAttribute('bento.sku', sku);
  const order: Order = { id: `o-${randomUUID()}`, sku, qty: Number(qty), email: String(email), card: String(card) };
  // Both are slow. Asking them at the same time halves the wait.
  const [isBooked, isReserved] = await Promise.all([
    bookKitchen(order),
    context.with(ROOT_CONTEXT, () => reserveMoney(order)),
  ]);
  if (!isBooked) return { status: 409, body: { error: 'sold out' } };
  if (!isReserved) return { status: 402, body: { error: 'the card was declined' } };
  await query('INSERT INTO orders (id, sku, qty, email) VALUES ($1, $2, $3, $4)', [order.id, sku, order.qty, order.email]);
  return { status: 201, body: { id: order.id } };
}

async function findOrder({ params }: Request): Promise<Answer> {
  const [order] = await query('SELECT * FROM orders WHERE id = $1', [params['id']]);
  if (!order) return { status: 404, body: { error: 'no such order' } };
  return { status: 200, body: { id: order['id'], sku: order['sku'], qty: order['qty'] } };
}

/** The kitchen takes the order (true), or is sold out (false). */
async function bookKitchen(order: Order): Promise<boolean> {
  const answer = await post(`${kitchenUrl}/boxes`, { order_id: order.id, sku: order.sku, qty: order.qty });
  return answer.status === 201;
}

/** PayPort holds the money until the box is delivered (true), or declines the card (false). */
async function reserveMoney(order: Order): Promise<boolean> {
  const answer = await post(`${payportUrl}/payments`, { order_id: order.id, card: order.card });
  return answer.status === 201;
}

/** A handler with a span around each request, in the trace of the caller when there is one. */
function traced(handler: Handler): Handler {
  return (request) => {
    const { method, route, headers } = request;
    const attributes = { 'http.request.method': method, 'http.route': route };
    return context.with(propagation.extract(ROOT_CONTEXT, headers), () =>
      withSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, async (span) => {
        const answer = await handler(request);
        span.setAttribute('http.response.status_code', answer.status);
        return answer;
      }),
    );
  };
}

async function post(url: string, body: unknown): Promise<Response> {
  const attributes = { 'http.request.method': 'POST', 'url.full': url };
  return withSpan(`POST ${new URL(url).pathname}`, { kind: SpanKind.CLIENT, attributes }, async (span) => {
    const headers = { 'content-type': 'application/json' };
    // Here the client span is active: the header names it, so whoever is called becomes its child.
    propagation.inject(context.active(), headers);
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    span.setAttribute('http.response.status_code', answer.status);
    return answer;
  });
}

async function query(sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
  const attributes = { 'db.system.name': 'postgresql', 'db.query.text': sql };
  return withSpan(`${sql.split(' ')[0]} orders`, { kind: SpanKind.CLIENT, attributes }, async () => {
    const connection = await pool.acquire();
    try {
      return await connection.query(sql, values);
    } finally {
      connection.release();
    }
  });
}

server.listen(port);

process.once('SIGTERM', async () => {
  server.close();
  await tracing.shutdown();
  process.exit(0);
});
