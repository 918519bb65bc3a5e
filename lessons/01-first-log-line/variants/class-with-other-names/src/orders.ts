import { randomUUID } from 'node:crypto';
import { createRouter } from './lib/router.ts';

const port = Number(process.env['PORT'] ?? 3000);
const kitchenUrl = process.env['KITCHEN_URL'] ?? 'http://localhost:3001';

interface Order {
  id: string;
  sku: string;
  qty: number;
  email: string;
  placedAt: Date;
}

const menu = [
  { sku: 'salmon-teriyaki', name: 'Salmon teriyaki', price_cents: 1250 },
  { sku: 'tofu-sesame', name: 'Tofu with sesame', price_cents: 990 },
];
const orders = new Map<string, Order>();

class JsonLog {
  readonly #common: Readonly<Record<string, unknown>>;

  constructor(common: Readonly<Record<string, unknown>>) {
    this.#common = common;
  }

  child(common: Readonly<Record<string, unknown>>): JsonLog {
    return new JsonLog({ ...this.#common, ...common });
  }

  write(message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    console.log(JSON.stringify({ message, severity: 'INFO', ...this.#common, ...fields, timestamp: new Date() }));
  }
}

const shopLog = new JsonLog({ service: 'orders', pid: process.pid });

const server = createRouter({
  'GET /healthz': () => ({ status: 200, body: { ok: true } }),

  'GET /menu': () => {
    shopLog.write('menu served', { boxes: menu.length });
    return { status: 200, body: menu };
  },

  'POST /orders': async ({ body }) => {
    const { sku, qty, email } = (body ?? {}) as Partial<Order>;
    if (typeof sku !== 'string' || sku === '' || !Number.isInteger(qty) || Number(qty) < 1) {
      shopLog.write('order refused', { sku, qty });
      return { status: 400, body: { error: 'sku and qty are needed' } };
    }
    const order: Order = { id: `o-${randomUUID()}`, sku, qty: Number(qty), email: email ?? '', placedAt: new Date() };
    const orderLog = shopLog.child({ order: { id: order.id, sku: order.sku, qty: order.qty } });
    orderLog.write('order received');
    const booking = await bookKitchen(order);
    if (booking === 'unreachable') return { status: 502, body: { error: 'the kitchen cannot be reached' } };
    if (booking === 'sold out') {
      orderLog.write('sold out');
      return { status: 409, body: { error: 'sold out' } };
    }
    orders.set(order.id, order);
    orderLog.write('order placed');
    return { status: 201, body: { id: order.id } };
  },

  'GET /orders/:id': ({ params }) => {
    const order = orders.get(params['id'] ?? '');
    if (!order) return { status: 404, body: { error: 'no such order' } };
    return { status: 200, body: { id: order.id, sku: order.sku, qty: order.qty } };
  },
});

type Booking = 'booked' | 'sold out' | 'unreachable';

async function bookKitchen(order: Order): Promise<Booking> {
  try {
    const answer = await fetch(`${kitchenUrl}/boxes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ order_id: order.id, sku: order.sku, qty: order.qty }),
    });
    if (answer.status === 409) return 'sold out';
    if (!answer.ok) throw new Error(`the kitchen answered ${answer.status}`);
    return 'booked';
  } catch (error) {
    shopLog.write('kitchen unreachable', { sku: order.sku, reason: String(error) });
    return 'unreachable';
  }
}

server.listen(port, () => {
  shopLog.write('listening', { port });
});
