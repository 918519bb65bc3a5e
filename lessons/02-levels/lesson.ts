import { defineLesson, type RequestPlan, type RunPlan } from '#course';

export default defineLesson({
  slug: 'levels',
  title: 'Levels are a contract',
  chapter: 'Say it in JSON',
  minutes: 15,
  promise: 'choose the level of a line by who has to act on it, and show more or less of the log with LOG_LEVEL',
  checks: {
    'shop-works': 'The shop still answers as before: 201, 400, 409, and 502 when the kitchen cannot be reached.',
    labels: 'Every line on stdout is one JSON object with a known `level`, written the same way everywhere.',
    customers: 'A placed order is `info`, a sold-out box `info` or `warn`, and a mistake of a customer is no `error`.',
    'kitchen-down': 'A kitchen that cannot be reached is an `error`.',
    default: 'Without LOG_LEVEL lines from `info` on are written, and an order that goes well leaves exactly one.',
    debug: 'LOG_LEVEL=debug shows the steps of an order as well.',
    quieter: 'LOG_LEVEL=warn leaves out what is below `warn`, LOG_LEVEL=error what is below `error`.',
    nonsense:
      'With a LOG_LEVEL that is no level, or empty, the shop starts and uses `info`; one `warn` line names the word.',
  },
  given: { 'src/lib/router.ts': 'lib/router.ts' },
  plan: (random) => {
    const soldOut = random.word('unagi');
    const order = (name: string, sku: string, qty = random.int(1, 9)): RequestPlan => ({
      name,
      method: 'POST',
      path: '/orders',
      body: { sku, qty, email: `${random.word('ada')}@example.org` },
    });
    const inTurn: readonly RequestPlan[] = [
      { name: 'menu', method: 'GET', path: '/menu' },
      order('order-1', random.word('tofu')),
      order('order-2', random.word('salmon')),
      order('wrong-order', random.word('miso'), 0),
      order('sold-out', soldOut),
    ];
    const lost = order('kitchen-down', random.word('ramen'));
    const steps: RunPlan['steps'] = [
      ...inTurn.map((request) => ({ do: 'send' as const, request })),
      { do: 'script', stub: 'kitchen', rules: [{ answers: [{ refuse: true }] }] },
      { do: 'send', request: lost },
    ];
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
        { name: 'LOG_LEVEL not set', steps },
        { name: 'LOG_LEVEL=debug', env: { LOG_LEVEL: 'debug' }, steps },
        { name: 'LOG_LEVEL=warn', env: { LOG_LEVEL: 'warn' }, steps },
        { name: 'LOG_LEVEL=error', env: { LOG_LEVEL: 'error' }, steps },
        // A shop that does not start is what these two are about.
        { name: 'LOG_LEVEL=nonsense', env: { LOG_LEVEL: random.word('verbose') }, steps, mayEnd: true },
        { name: 'LOG_LEVEL empty', env: { LOG_LEVEL: '' }, steps, mayEnd: true },
      ],
    };
  },
});
