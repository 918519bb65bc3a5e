import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { packBox, type Ticket } from './lib/packing-table.ts';
import { createRouter } from './lib/router.ts';
import { log } from './log.ts';

const port = Number(process.env['PORT'] ?? 3000);
const drainMs = 3_000;
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

const server = createRouter({
  'GET /healthz': () => ({ status: 200, body: { ok: true } }),

  'GET /menu': () => ({ status: 200, body: menu }),

  'POST /orders': async ({ body }) => {
    const { sku, qty } = (body ?? {}) as Partial<Order>;
    if (typeof sku !== 'string' || sku === '' || !Number.isInteger(qty) || Number(qty) < 1) {
      log.warn({ reason: 'sku and qty are needed' }, 'order refused');
      return { status: 400, body: { error: 'sku and qty are needed' } };
    }
    const order: Order = { id: `o-${randomUUID()}`, sku, qty: Number(qty) };
    const ticket = await bookKitchen(order);
    if (ticket === 'no answer') return { status: 502, body: { error: 'the kitchen does not answer' } };
    if (ticket === 'sold out') {
      log.warn({ order_id: order.id }, 'sold out');
      return { status: 409, body: { error: 'sold out' } };
    }
    orders.set(order.id, order);
    for (let box = 1; box <= order.qty; box++) log.info({ order_id: order.id, box }, 'box booked');
    log.info({ order_id: order.id, sku, qty: order.qty }, 'order placed');
    packBox(order.id, ticket);
    return { status: 201, body: { id: order.id } };
  },

  'GET /orders/:id': ({ params }) => {
    const order = orders.get(params['id'] ?? '');
    if (!order) return { status: 404, body: { error: 'no such order' } };
    return { status: 200, body: { id: order.id, sku: order.sku, qty: order.qty } };
  },
});

async function bookKitchen(order: Order): Promise<Ticket | 'sold out' | 'no answer'> {
  try {
    const answer = await fetch(`${kitchenUrl}/boxes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ order_id: order.id, sku: order.sku, qty: order.qty }),
    });
    return answer.status === 201 ? ((await answer.json()) as Ticket) : 'sold out';
  } catch (error) {
    log.error({ err: error, order_id: order.id }, 'the kitchen does not answer');
    return 'no answer';
  }
}

server.listen(port, () => {
  log.info({ port }, 'listening');
});

// Only listens: Node itself prints the stack to stderr and ends with exit code 1, as it would have done without us.
process.on('uncaughtExceptionMonitor', (err, origin) => {
  log.fatal({ err, origin }, 'uncaught error');
});

// The number of the signal says the same: 15.
process.on('SIGTERM', () => void stop(constants.signals.SIGTERM));

async function stop(signal: number): Promise<void> {
  log.warn({ signal }, 'stopping');
  server.close();
  await Promise.race([once(server, 'close'), sleep(drainMs, undefined, { ref: false })]);
  log.info({ orders: orders.size }, 'stopped');
  process.exit(0);
}
