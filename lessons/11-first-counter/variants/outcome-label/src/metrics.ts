import { collectDefaultMetrics, Counter, register } from 'prom-client';
import type { Handler } from './lib/router.ts';

collectDefaultMetrics();

const orders = new Counter({ name: 'orders_total', help: 'Orders by what came of them.', labelNames: ['outcome'] });

const outcomes: Readonly<Record<number, string>> = { 201: 'placed', 400: 'invalid', 409: 'sold out', 502: 'kitchen down' };

/** Counts the answers of a handler by their status. */
export function counted(handler: Handler): Handler {
  return async (request) => {
    const answer = await handler(request);
    orders.inc({ outcome: outcomes[answer.status] ?? 'other' });
    return answer;
  };
}

export const metricsHandler: Handler = async () => ({
  status: 200,
  body: await register.metrics(),
  headers: { 'content-type': register.contentType },
});
