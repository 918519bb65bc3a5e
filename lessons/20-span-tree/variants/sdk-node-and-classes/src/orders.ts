import { sdk } from './tracing.ts';
import { randomUUID } from 'node:crypto';
import { SpanKind, trace, type Attributes, type Span } from '@opentelemetry/api';
import { createPool, type Pool } from './lib/pool.ts';
import { createRouter, type Answer, type Request } from './lib/router.ts';

const tracer = trace.getTracer('orders');

/** One call or query or request, timed. */
class Stretch {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;

  constructor(name: string, kind: SpanKind, attributes: Attributes = {}) {
    this.name = name;
    this.kind = kind;
    this.attributes = attributes;
  }

  run<T>(work: (span: Span) => Promise<T>): Promise<T> {
    return tracer.startActiveSpan(this.name, { kind: this.kind, attributes: this.attributes }, (span) =>
      work(span).finally(() => span.end()),
    );
  }
}

class Partner {
  readonly url: string;
  readonly path: string;

  constructor(url: string, path: string) {
    this.url = url;
    this.path = path;
  }

  takes(body: unknown): Promise<boolean> {
    const target = new URL(this.path, this.url);
    const stretch = new Stretch('POST', SpanKind.CLIENT, {
      'http.request.method': 'POST',
      'url.full': target.href,
      'server.address': target.hostname,
      'server.port': Number(target.port),
    });
    return stretch.run(async (span) => {
      const answer = await fetch(target, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      span.setAttribute('http.response.status_code', answer.status);
      await answer.arrayBuffer();
      return answer.ok;
    });
  }
}

class Orders {
  readonly pool: Pool;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  save(order: object): Promise<unknown> {
    const columns = Object.keys(order);
    return this.ask('INSERT', `INSERT INTO orders (${columns.join(', ')}) VALUES (…)`, Object.values(order));
  }

  async find(id: string) {
    const rows = await this.ask('SELECT', 'SELECT * FROM orders WHERE id = $1', [id]);
    return rows[0];
  }

  private ask(operation: string, sql: string, values: readonly unknown[]) {
    const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': operation, 'db.query.text': sql };
    return new Stretch(`${operation} orders`, SpanKind.CLIENT, attributes).run(async () => {
      const connection = await new Stretch('pool.acquire', SpanKind.INTERNAL).run(() => this.pool.acquire());
      return connection.query(sql, values).finally(() => connection.release());
    });
  }
}

class Shop {
  readonly orders = new Orders(createPool());
  readonly kitchen = new Partner(process.env['KITCHEN_URL'] ?? 'http://localhost:3001', '/boxes');
  readonly payport = new Partner(process.env['PAYPORT_URL'] ?? 'http://localhost:3002', '/payments');

  placeOrder = async (request: Request): Promise<Answer> => {
    const { sku, qty, email, card } = (request.body ?? {}) as Record<string, unknown>;
    if (typeof sku !== 'string' || sku === '' || !Number.isInteger(qty) || Number(qty) < 1) {
      return { status: 400, body: { error: 'sku and qty are needed' } };
    }
    trace.getActiveSpan()?.setAttribute('bento.sku', sku);
    const id = `o-${randomUUID()}`;
    // Started together, waited for one by one.
    const booking = this.kitchen.takes({ order_id: id, sku, qty });
    const reservation = this.payport.takes({ order_id: id, card });
    const isReserved = await reservation;
    const isBooked = await booking;
    if (!isBooked) return { status: 409, body: { error: 'sold out' } };
    if (!isReserved) return { status: 402, body: { error: 'the card was declined' } };
    await this.orders.save({ id, sku, qty, email });
    return { status: 201, body: { id } };
  };

  findOrder = async ({ params }: Request): Promise<Answer> => {
    const order = await this.orders.find(params['id'] ?? '');
    return order ? { status: 200, body: order } : { status: 404, body: { error: 'no such order' } };
  };
}

const shop = new Shop();
const routes = {
  'GET /healthz': async () => ({ status: 200, body: { ok: true } }),
  'GET /menu': async () => ({ status: 200, body: [] }),
  'POST /orders': shop.placeOrder,
  'GET /orders/:id': shop.findOrder,
};

const traced = Object.entries(routes).map(([route, handler]) => {
  const [method = '', template = ''] = route.split(' ');
  const attributes = { 'http.request.method': method, 'http.route': template, 'url.scheme': 'http' };
  const handle = (request: Request): Promise<Answer> =>
    new Stretch(route, SpanKind.SERVER, attributes).run(async (span) => {
      const answer = await handler(request);
      span.setAttribute('http.response.status_code', answer.status);
      return answer;
    });
  return [route, handle] as const;
});

const server = createRouter(Object.fromEntries(traced));
server.listen(Number(process.env['PORT'] ?? 3000));

process.on('SIGTERM', async () => {
  await new Promise((resolve) => server.close(resolve));
  await sdk.shutdown();
});
