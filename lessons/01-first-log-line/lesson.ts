import { defineLesson, type RequestPlan } from '#course';

export default defineLesson({
  slug: 'first-log-line',
  title: 'One event, one line',
  chapter: 'Say it in JSON',
  minutes: 15,
  promise: 'write a log that a machine can read: one self-contained JSON object per event',
  checks: {
    'shop-works':
      'The shop still works: the menu, new orders, wrong orders, sold-out boxes, a kitchen that does not answer and looking up an order are answered as before.',
    'json-lines': 'Every line on stdout is one JSON object.',
    'standard-fields':
      'Every line has a `time` that says when it was written, a `level` that is one, and a text `msg`.',
    'order-event': 'An order that was placed is told by one line, which has its sku as the value of a field.',
    'no-forgery':
      'Nobody can forge an event, with a line break in a sku or with a field of the order, and the sku arrives whole.',
  },
  given: { 'src/lib/router.ts': 'lib/router.ts' },
  plan: (random) => {
    // Which dish is sold out is another one each time: nobody can tell it by its name.
    const dishes = random
      .shuffle(['tofu', 'salmon', 'miso', 'unagi', 'ramen', 'gyoza'])
      .map((dish) => random.word(dish));
    const [soldOut = '', lost = '', odd = '', ...skus] = dishes;
    const quantities = random.shuffle([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const forged = (day: number) => ({
      level: 'fatal',
      time: `2020-01-0${day}T00:00:00.000Z`,
      msg: random.word('forged'),
    });
    const order = (name: string, sku: string, further: Readonly<Record<string, string>> = {}): RequestPlan => ({
      name,
      method: 'POST',
      path: '/orders',
      body: { sku, qty: quantities.pop() ?? 1, email: `${random.word('ada')}@example.org`, ...further },
    });
    return {
      programs: { orders: { entry: 'src/orders.ts' } },
      stubs: {
        kitchen: {
          rules: [
            { contains: soldOut, answers: [{ status: 409, body: { error: 'sold out' } }] },
            { contains: lost, answers: [{ cut: true }] },
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
            { do: 'send', request: order('kitchen-down', lost) },
          ],
        },
        {
          name: 'a customer who writes logs',
          steps: [
            // A line break, quotes and a backslash: each of them ends a line or a text that is glued together by hand.
            {
              do: 'send',
              request: order('order-forged', `${odd} \\ "large"\n${JSON.stringify(forged(1))}`, forged(2)),
            },
            {
              do: 'send',
              request: { name: 'wrong-forged', method: 'POST', path: '/orders', body: { qty: 0, ...forged(3) } },
            },
          ],
        },
      ],
    };
  },
});
