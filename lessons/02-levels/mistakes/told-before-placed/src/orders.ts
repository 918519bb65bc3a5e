import { randomUUID } from 'node:crypto';
import { createRouter } from './lib/router.ts';
import { log } from './log.ts';

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

const server = createRouter({
  'GET /healthz': () => ({ status: 200, body: { ok: true } }),

  'GET /menu': () => {
    log('debug', 'menu served', { boxes: menu.length });
    return { status: 200, body: menu };
  },

  'POST /orders': async ({ body }) => {
    const { sku, qty, email } = (body ?? {}) as Partial<Order>;
    log('debug', 'checking the order', { sku, qty });
    if (typeof sku !== 'string' || sku === '' || !Number.isInteger(qty) || Number(qty) < 1) {
      log('info', 'order refused', { sku, qty });
      return { status: 400, body: { error: 'sku and qty are needed' } };
    }
    const order: Order = { id: `o-${randomUUID()}`, sku, qty: Number(qty), email: email ?? '', placedAt: new Date() };
    log('info', 'order placed', { order_id: order.id, sku: order.sku, qty: order.qty });
    const booking = await bookKitchen(order);
    if (booking === 'unreachable') return { status: 502, body: { error: 'the kitchen cannot be reached' } };
    if (booking === 'sold out') {
      log('warn', 'sold out', { sku: order.sku });
      return { status: 409, body: { error: 'sold out' } };
    }
    orders.set(order.id, order);
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
    log('debug', 'asking the kitchen', { sku: order.sku, url: kitchenUrl });
    const answer = await fetch(`${kitchenUrl}/boxes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ order_id: order.id, sku: order.sku, qty: order.qty }),
    });
    log('debug', 'the kitchen has answered', { sku: order.sku, status: answer.status });
    if (answer.status === 409) return 'sold out';
    if (!answer.ok) throw new Error(`the kitchen answered ${answer.status}`);
    return 'booked';
  } catch (error) {
    log('error', 'kitchen unreachable', { sku: order.sku, reason: String(error) });
    return 'unreachable';
  }
}

server.listen(port, () => {
  log('info', 'listening', { port });
});
