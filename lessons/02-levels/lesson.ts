import { defineLesson, type Step } from '#course';

export default defineLesson({
  slug: 'levels',
  title: 'Levels are a contract',
  chapter: 'Say it in JSON',
  minutes: 15,
  promise: 'choose the level of a line by who has to act on it, and show more or less of the log with LOG_LEVEL',
  checks: {
    'shop-works': 'The shop still answers as before: 201, 400, 409, and 502 when the kitchen cannot be reached.',
    labels: 'Every line on stdout is one JSON object with a known `level`, written the same way everywhere.',
    customers:
      'A placed order is `info`, a sold-out box `info` or `warn`, and a mistake of a customer is no `error`. No line rings the pager while all is well.',
    'kitchen-down': 'A kitchen that cannot be reached is an `error`.',
    default: 'Without LOG_LEVEL lines from `info` on are written, and an order that goes well leaves exactly one.',
    debug: 'LOG_LEVEL=debug shows the steps of an order as well.',
    quieter: 'LOG_LEVEL=error leaves out what is below `error`.',
    nonsense:
      'With a LOG_LEVEL that is no level, or empty, the shop starts and uses `info`; one `warn` line names the word, and none comes when the word is a level.',
  },
  given: { 'src/lib/router.ts': 'lib/router.ts' },
  plan: (random) => {
    // Which dish is sold out is another one each time: nobody can tell it by its name.
    const dishes = random.shuffle(['tofu', 'salmon', 'miso', 'unagi', 'ramen']).map((dish) => random.word(dish));
    const [first = '', second = '', refused = '', soldOut = '', lost = ''] = dishes;
    const quantities = random.shuffle([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const order = (name: string, sku: string, qty = quantities.pop() ?? 1): Step => ({
      do: 'send',
      request: {
        name,
        method: 'POST',
        path: '/orders',
        body: { sku, qty, email: `${random.word('ada')}@example.org` },
      },
    });
    const menu: Step = { do: 'send', request: { name: 'menu', method: 'GET', path: '/menu' } };
    const placed = order('order-1', first);
    const placedToo = order('order-2', second);
    const wrong = order('wrong-order', refused, 0);
    const none = order('sold-out', soldOut);
    const kitchenDown: readonly Step[] = [
      { do: 'script', stub: 'kitchen', rules: [{ answers: [{ refuse: true }] }] },
      order('kitchen-down', lost),
    ];
    const noLevel = random.word(random.pick(['loud', 'chatty', 'everything', 'normal', 'high']));
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
        { name: 'LOG_LEVEL not set', steps: [menu, placed, placedToo, wrong, none, ...kitchenDown] },
        {
          name: 'LOG_LEVEL=debug',
          env: { LOG_LEVEL: 'debug' },
          steps: [placed, placedToo, wrong, none, ...kitchenDown],
        },
        { name: 'LOG_LEVEL=error', env: { LOG_LEVEL: 'error' }, steps: [placed, none, ...kitchenDown] },
        // A shop that does not start is what these two are about.
        { name: `LOG_LEVEL=${noLevel}`, env: { LOG_LEVEL: noLevel }, steps: [placed], mayEnd: true },
        { name: 'LOG_LEVEL empty', env: { LOG_LEVEL: '' }, steps: [placed], mayEnd: true },
      ],
    };
  },
});
