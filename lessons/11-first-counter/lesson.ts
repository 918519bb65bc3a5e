import { defineLesson, type RequestPlan, type Step } from '#course';

export default defineLesson({
  slug: 'first-counter',
  title: 'A number that only goes up',
  chapter: 'Numbers you can alert on',
  minutes: 20,
  promise: 'give a service a page that Prometheus reads, with a counter that can be trusted',
  checks: {
    'shop-works':
      'The shop still works: the menu, new orders, wrong orders, sold-out boxes, a kitchen that hangs up, and looking up an order.',
    'text-format': 'GET /metrics answers in the Prometheus text format, and every line of it can be read.',
    counter: 'A counter whose name tells of orders and ends in `_total` is there, with HELP and TYPE.',
    'only-up': 'It never falls, and a look at it does not change it.',
    counts: 'It rises by one for each order that was answered with 201, and by nothing else.',
    'quiet-scrape': 'GET /metrics leaves no line at info; every request of a customer still does.',
  },
  given: { 'src/lib/router.ts': 'lib/router.ts' },
  plan: (random) => {
    // Which dish plays which part is random as well: its name tells nothing.
    const dishes = random.shuffle(['tofu', 'salmon', 'miso', 'unagi', 'ramen', 'udon']);
    const sku = (): string => random.word(dishes.pop() ?? 'bento');
    const skus = [sku(), sku(), sku()];
    const [soldOut, soldOutLate, hangsUp] = [sku(), sku(), sku()];
    const orders = (from: number, count: number): RequestPlan[] =>
      Array.from({ length: count }, (_, index) =>
        order(`order-${from + index}`, skus[index % skus.length] ?? '', random.int(3, 9)),
      );
    const first = random.int(5, 9);
    const second = random.int(3, 8);
    return {
      programs: { orders: { entry: 'src/orders.ts' } },
      stubs: {
        kitchen: {
          rules: [
            { contains: soldOut, answers: [{ status: 409, body: { error: 'sold out' } }] },
            {
              contains: soldOutLate,
              answers: [{ status: 409, body: { error: 'sold out' }, delayMs: random.int(140, 150) }],
            },
            { contains: hangsUp, answers: [{ cut: true }] },
            { answers: [{ status: 201, body: { ok: true } }] },
          ],
        },
      },
      runs: [
        {
          name: 'two Prometheus servers at lunch',
          steps: [
            { do: 'scrape', name: 'at the very start' },
            { do: 'scrape', name: 'before the first order' },
            { do: 'send-together', requests: orders(1, first), atOnce: 4 },
            send({ name: 'wrong-order', method: 'POST', path: '/orders', body: { qty: 0 } }),
            send(order('sold-out', soldOut, 2)),
            send(order('kitchen-hangs-up', hangsUp, 2)),
            send({ name: 'menu', method: 'GET', path: '/menu' }),
            send({ name: 'look-up', method: 'GET', path: '/orders/{order-1.id}' }),
            { do: 'begin', request: order('sold-out-late', soldOutLate, 2) },
            { do: 'until', observed: { stubCalls: first + 3, stub: 'kitchen' }, withinMs: 1000 },
            { do: 'scrape', name: 'while the kitchen looks' },
            { do: 'settle' },
            { do: 'scrape', name: 'after the first orders' },
            { do: 'send-together', requests: orders(first + 1, second), atOnce: 4 },
            { do: 'scrape', name: 'after all orders' },
            { do: 'scrape', name: 'at once again' },
          ],
        },
      ],
    };
  },
});

function order(name: string, sku: string, qty: number): RequestPlan {
  return { name, method: 'POST', path: '/orders', body: { sku, qty } };
}

function send(request: RequestPlan): Step {
  return { do: 'send', request };
}
