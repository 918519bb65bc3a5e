// No context manager: the context is a parameter, as in Go.
import { randomUUID } from 'node:crypto';
import { ROOT_CONTEXT, SpanKind, trace, type Context, type Span, type SpanOptions } from '@opentelemetry/api';
import { createPool, type Row } from './lib/pool.ts';
import { createRouter, type Answer, type Handler, type Request } from './lib/router.ts';
import { startTracing } from './tracing.ts';

const port = Number(process.env['PORT'] ?? 3000);
const kitchenUrl = process.env['KITCHEN_URL'] ?? 'http://localhost:3001';
const payportUrl = process.env['PAYPORT_URL'] ?? 'http://localhost:3002';

const tracing = startTracing('orders');
const tracer = trace.getTracer('shop', '1.0.0');
const pool = createPool();
tracer.startSpan('open the shop').end();

interface Order {
  id: string;
  sku: string;
  qty: number;
  email: string;
  card: string;
}

type TracedHandler = (context: Context, request: Request) => Promise<Answer>;

const server = createRouter({
  'GET /healthz': () => ({ status: 200, body: { ok: true } }),
  'GET /menu': traced(async () => ({ status: 200, body: [] })),
  'POST /orders': traced(placeOrder),
  'GET /orders/:id': traced(findOrder),
});

async function placeOrder(context: Context, { body }: Request): Promise<Answer> {
  const { sku, qty, email, card } = (body ?? {}) as Partial<Order>;
  const isRight = await inSpan(context, 'validate', {}, async (_, span) => {
    const right = typeof sku === 'string' && sku !== '' && Number.isInteger(qty) && Number(qty) >= 1;
    span.setAttribute('bento.valid', right);
    return right;
  });
  if (!isRight) return { status: 400, body: { error: 'sku and qty are needed' } };
  const order: Order = { id: `o-${randomUUID()}`, sku: sku!, qty: Number(qty), email: String(email), card: String(card) };
  trace.getSpan(context)?.setAttributes({ 'bento.sku': order.sku, 'bento.order_id': order.id });
  const [isBooked, isReserved] = await inSpan(context, 'book and reserve', {}, (inner) =>
    Promise.all([
      post(inner, 'kitchen: book', `${kitchenUrl}/boxes`, { order_id: order.id, sku: order.sku, qty: order.qty }),
      post(inner, 'payport: reserve', `${payportUrl}/payments`, { order_id: order.id, card: order.card }),
    ]),
  );
  if (!isBooked) return { status: 409, body: { error: 'sold out' } };
  if (!isReserved) return { status: 402, body: { error: 'the card was declined' } };
  await query(context, 'INSERT INTO orders (id, sku, qty) VALUES ($1, $2, $3)', [order.id, order.sku, order.qty]);
  return { status: 201, body: { id: order.id } };
}

async function findOrder(context: Context, { params }: Request): Promise<Answer> {
  const [order] = await query(context, 'SELECT * FROM orders WHERE id = $1', [params['id']]);
  return order ? { status: 200, body: order } : { status: 404, body: { error: 'no such order' } };
}

function traced(handler: TracedHandler): Handler {
  return (request) =>
    inSpan(ROOT_CONTEXT, 'request', { kind: SpanKind.SERVER }, async (context, span) => {
      const answer = await handler(context, request);
      span.setAttributes({
        'http.request.method': request.method,
        'http.route': request.route,
        'http.response.status_code': answer.status,
        'url.path': request.path,
      });
      return answer;
    });
}

function post(context: Context, name: string, url: string, body: unknown): Promise<boolean> {
  return inSpan(context, name, { kind: SpanKind.CLIENT }, async (_, span) => {
    const { hostname, port: serverPort } = new URL(url);
    span.setAttributes({ 'http.request.method': 'POST', 'server.address': hostname, 'server.port': Number(serverPort) });
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    span.setAttribute('http.response.status_code', answer.status);
    return answer.ok;
  });
}

function query(context: Context, sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
  return inSpan(context, 'database', { attributes: { 'db.system.name': 'postgresql' } }, async (inner) => {
    const connection = await inSpan(inner, 'wait for a connection', {}, () => pool.acquire());
    try {
      return await connection.query(sql, values);
    } finally {
      connection.release();
    }
  });
}

async function inSpan<T>(parent: Context, name: string, options: SpanOptions, work: (context: Context, span: Span) => Promise<T>): Promise<T> {
  const span = tracer.startSpan(name, options, parent);
  try {
    return await work(trace.setSpan(parent, span), span);
  } finally {
    span.end();
  }
}

server.listen(port);

process.once('SIGTERM', () => {
  void tracing.shutdown().then(() => process.exit(0));
});
