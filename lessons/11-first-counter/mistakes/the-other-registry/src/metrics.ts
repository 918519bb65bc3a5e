import { Counter, Registry } from 'prom-client';

/** What GET /metrics prints. */
export const registry = new Registry();

export const ordersPlaced = new Counter({
  name: 'orders_placed_total',
  help: 'Orders that the kitchen has taken since the shop was started.',
});
