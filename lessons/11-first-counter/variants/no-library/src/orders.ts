import { randomUUID } from 'node:crypto';
import { withCompletionLine } from './completion-line.ts';
import { lastWords } from './last-words.ts';
import { createRouter } from './lib/router.ts';
import { log } from './log.ts';
import { countOrder, metricsPage } from './metrics.ts';

const port = Number(process.env['PORT'] ?? 3000);
const kitchenUrl = process.env['KITCHEN_URL'] ?? 'http://localhost:3001';

interface Order {
  id: string;
  sku: string;
  qty: number;
}

const menu = [
  { sku: 'salmon-teriyaki', name: 'Salmon teriyaki', price_cents: 1250 },
  { sku: 'tofu-sesame', name: 'Tofu with sesame', price_cents: 990 },
];
const orders = new Map<string, Order>();

const routes = withCompletionLine({
  'GET /healthz': () => ({ status: 200, body: { ok: true } }),

  'GET /metrics': () => ({ status: 200, body: metricsPage(), headers: { 'content-type': 'text/plain; version=0.0.4' } }),

  'GET /menu': () => ({ status: 200, body: menu }),

  'POST /orders': async ({ body }) => {
    const { sku, qty } = (body ?? {}) as Partial<Order>;
    if (typeof sku !== 'string' || sku === '' || !Number.isInteger(qty) || Number(qty) < 1) {
      return { status: 400, body: { error: 'sku and qty are needed' } };
    }
    const order: Order = { id: `o-${randomUUID()}`, sku, qty: Number(qty) };
    const kitchen = await bookKitchen(order);
    if (kitchen === 'no answer') return { status: 502, body: { error: 'the kitchen does not answer' } };
    if (kitchen === 'sold out') return { status: 409, body: { error: 'sold out' } };
    orders.set(order.id, order);
    countOrder();
    log.info({ order_id: order.id, sku, qty: order.qty }, 'order placed');
    return { status: 201, body: { id: order.id } };
  },

  'GET /orders/:id': ({ params }) => {
    const order = orders.get(params['id'] ?? '');
    if (!order) return { status: 404, body: { error: 'no such order' } };
    return { status: 200, body: { id: order.id, sku: order.sku, qty: order.qty } };
  },
});

async function bookKitchen(order: Order): Promise<'booked' | 'sold out' | 'no answer'> {
  try {
    const answer = await fetch(`${kitchenUrl}/boxes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ order_id: order.id, sku: order.sku, qty: order.qty }),
    });
    return answer.status === 201 ? 'booked' : 'sold out';
  } catch (error) {
    log.error({ err: error, order_id: order.id }, 'the kitchen does not answer');
    return 'no answer';
  }
}

const server = createRouter(routes);
lastWords(server);
server.listen(port, () => log.info({ port }, 'listening'));
