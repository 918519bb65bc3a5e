import { defineLesson } from '#course';

export default defineLesson({
  slug: 'first-log-line',
  title: 'One event, one line',
  chapter: 'Say it in JSON',
  minutes: 15,
  promise: 'write a log that a machine can read: one self-contained JSON object per event',
  checks: {
    'shop-works': 'The shop still works: the menu, new orders, wrong orders, sold-out boxes and looking up an order are answered as before.',
    'json-lines': 'Every line on stdout is one JSON object.',
    'standard-fields': 'Every line has a `time`, a `level` and a text `msg`.',
    'order-event': 'An order that was placed is one line, and its sku is the value of a field of that line.',
    'no-forgery': 'Nobody can forge an event by putting a line break into a sku.',
  },
  given: { 'src/lib/router.ts': 'lib/router.ts' },
  plan: (random) => {
    const skus = [random.word('tofu'), random.word('salmon'), random.word('miso')] as const;
    const soldOut = random.word('unagi');
    const forged = `${random.word('ramen')}\n{"level":"fatal","time":"2020-01-01T00:00:00.000Z","msg":"${random.word('forged')}"}`;
    const order = (name: string, sku: string) => ({
      name,
      method: 'POST' as const,
      path: '/orders',
      body: { sku, qty: random.int(1, 9), email: `${random.word('ada')}@example.org` },
    });
    return {
      programs: { orders: { entry: 'src/orders.ts' } },
      stubs: {
        kitchen: {
          rules: [
            { contains: soldOut, answers: [{ status: 409, body: { error: 'sold out' } }] },
            { answers: [{ status: 201, body: { ok: true } }] },
          ],
        },
      },
      runs: [
        {
          name: 'a quiet lunch hour',
          steps: [
            { do: 'send', request: { name: 'menu', method: 'GET', path: '/menu' } },
            ...skus.map((sku, index) => ({ do: 'send' as const, request: order(`order-${index + 1}`, sku) })),
            { do: 'send', request: { name: 'look-up', method: 'GET', path: '/orders/{order-1.id}' } },
            { do: 'send', request: { name: 'wrong-order', method: 'POST', path: '/orders', body: { qty: 0 } } },
            { do: 'send', request: order('sold-out', soldOut) },
            { do: 'send', request: order('forged', forged) },
          ],
        },
      ],
    };
  },
});
