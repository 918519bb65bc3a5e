import { randomUUID } from 'node:crypto';
import { SpanKind, context, trace, type Span, type SpanOptions } from '@opentelemetry/api';
import { createPool, type Row } from './lib/pool.ts';
import { createRouter, type Answer, type Handler, type Request } from './lib/router.ts';
import { startTracing } from './tracing.ts';

const port = Number(process.env['PORT'] ?? 3000);
const kitchenUrl = process.env['KITCHEN_URL'] ?? 'http://localhost:3001';
const payportUrl = process.env['PAYPORT_URL'] ?? 'http://localhost:3002';

const tracing = startTracing('orders');
const tracer = trace.getTracer('orders');
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
  const [isBooked, isReserved] = await Promise.all([bookKitchen(order), reserveMoney(order)]);
  if (!isBooked) return { status: 409, body: { error: 'sold out' } };
  if (!isReserved) return { status: 402, body: { error: 'the card was declined' } };
  await query('INSERT INTO orders (id, sku, qty, email) VALUES ($1, $2, $3, $4)', [order.id, sku, order.qty, order.email]);
  sendMail();
  return { status: 201, body: { id: order.id } };
}

/** A moment after the answer, in a trace of its own that links to the order's. */
function sendMail(): void {
  const order = trace.getActiveSpan();
  const links = order ? [{ context: order.spanContext() }] : [];
  setTimeout(() => {
    const span = tracer.startSpan('send mail', { root: true, kind: SpanKind.PRODUCER, links });
    setTimeout(() => span.end(), 2);
  }, 5);
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

/** Ends with the response, as the instrumentation libraries do. */
function traced(handler: Handler): Handler {
  return async (request) => {
    const span = tracer.startSpan('HTTP', { kind: SpanKind.SERVER });
    span.updateName(`${request.method} ${request.route}`);
    span.setAttribute('http.request.method', request.method);
    span.setAttribute('http.route', request.route);
    request.response.once('finish', () => {
      span.setAttribute('http.response.status_code', request.response.statusCode);
      span.end();
    });
    return context.with(trace.setSpan(context.active(), span), () => handler(request));
  };
}

async function post(url: string, body: unknown): Promise<Response> {
  const attributes = { 'http.request.method': 'POST', 'url.full': url };
  return withSpan(`POST ${new URL(url).pathname}`, { kind: SpanKind.CLIENT, attributes }, async (span) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
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

/** While the work is under way its span is active: whatever span starts in it becomes a child. */
function withSpan<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, options, async (span) => {
    try {
      return await work(span);
    } finally {
      span.end();
    }
  });
}

// Work that belongs to no request: trees of its own, before the first one and beside all others.
const ask = () => query('SELECT * FROM orders WHERE id = $1', ['o-0']);
void withSpan('warm up', {}, ask);
setInterval(() => withSpan('sweep', {}, ask), 20).unref();

server.listen(port);

process.once('SIGTERM', async () => {
  server.close();
  await tracing.shutdown();
  process.exit(0);
});
