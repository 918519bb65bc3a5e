import { defineLesson, type RequestPlan } from '#course';

export default defineLesson({
  slug: 'first-log-line',
  title: 'One event, one line',
  chapter: 'Say it in JSON',
  minutes: 15,
  promise: 'write a log that a machine can read: one self-contained JSON object per event',
  checks: {
    'shop-works':
      'The shop still works: the menu, new orders, wrong orders, sold-out boxes and looking up an order are answered as before.',
    'json-lines': 'Every line on stdout is one JSON object.',
    'standard-fields': 'Every line has a `time` that says when it was written, a `level` and a text `msg`.',
    'order-event': 'An order that was placed is told by one line, which has its sku as the value of a field.',
    'no-forgery': 'Nobody can forge an event by putting a line break into a sku.',
  },
  given: { 'src/lib/router.ts': 'lib/router.ts' },
  plan: (random) => {
    const skus = [random.word('tofu'), random.word('salmon'), random.word('miso')] as const;
    const quantities = random.shuffle([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const soldOut = random.word('unagi');
    const forgedLine = { level: 'fatal', time: '2020-01-01T00:00:00.000Z', msg: random.word('forged') };
    const order = (name: string, sku: string): RequestPlan => ({
      name,
      method: 'POST',
      path: '/orders',
      body: { sku, qty: quantities.pop() ?? 1, email: `${random.word('ada')}@example.org` },
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
          ],
        },
        {
          name: 'a customer who writes logs',
          steps: [
            { do: 'send', request: order('order-forged', `${random.word('ramen')}\n${JSON.stringify(forgedLine)}`) },
          ],
        },
      ],
    };
  },
});
