import { defineLesson } from '#course';

export default defineLesson({
  slug: 'propagation',
  title: 'Across the wire',
  chapter: 'Traces',
  minutes: 30,
  promise: 'carry a trace from one service to the next, so that one order is one trace in all of them',
  checks: {
    'shop-works': 'The shop still works, also for callers that send a broken `traceparent`.',
    spans:
      'Each request to orders and each request to the kitchen is one span of kind server, of the right service. (Their attributes are not judged here.)',
    header:
      'Each call to PayPort carries a valid `traceparent` that names the client span of this very call, in the trace of its order.',
    'one-trace':
      "An order is one trace over both services, with its query: the kitchen's span is a child of the call that orders made to it.",
    continues: 'Orders and the kitchen continue the trace of a caller who sends a `traceparent`.',
    'bad-headers':
      'A broken `traceparent` (upper case, an id of zeros, version ff, more behind the flags, garbage) or none begins a new trace.',
    tracestate:
      'What a caller sends as `tracestate` goes on to PayPort and to the kitchen with that order, and with no other.',
    'no-cross-edges': 'Twenty orders at once are twenty traces, each with one span of the kitchen.',
  },
  given: { 'src/lib/router.ts': 'lib/router.ts', 'src/lib/pool.ts': 'lib/pool.ts' },
  plan: (random) => {
    const traceparent = () => `00-${random.hex(31)}1-${random.hex(15)}1-01`;
    const order = (name: string, headers: Readonly<Record<string, string>> = {}, dish = 'tofu') => ({
      name,
      method: 'POST' as const,
      path: '/orders',
      headers,
      body: {
        sku: random.word(dish),
        qty: random.int(1, 9),
        email: `${random.word('ada')}@example.org`,
        card: `card-${random.hex(8)}`,
      },
    });
    const box = (name: string, headers: Readonly<Record<string, string>> = {}) => ({
      name,
      program: 'kitchen',
      method: 'POST' as const,
      path: '/boxes',
      headers,
      body: { order_id: `o-${random.hex(8)}`, sku: random.word('miso'), qty: random.int(1, 9) },
    });
    const upperCase = () => `00-${random.hex(31).toUpperCase()}A-${random.hex(15).toUpperCase()}B-01`;
    // Keys that nobody would call his own.
    const tracestate = () => `${random.word('vendor')}=${random.hex(8)},${random.word('relay')}=${random.hex(6)}`;
    const ids = () => `${random.hex(31)}1-${random.hex(15)}1`;
    const broken = () => [
      `00-${random.hex(31)}1-${'0'.repeat(16)}-01`,
      `ff-${ids()}-01`,
      `00-${ids()}-01-${random.hex(2)}`,
      // Garbage of the right length.
      `00-${random.hex(31).replaceAll(/[0-9]/g, 'x')}z-${random.hex(15)}z-01`,
    ];
    const brokenOrders = broken();
    const together = Array.from({ length: 20 }, (_, index) => {
      const name = `together-${index + 1}`;
      if (index % 2 === 0) return order(name, { traceparent: traceparent() });
      const header = brokenOrders[(index - 1) / 2];
      return order(name, header === undefined ? {} : { traceparent: header });
    });
    const boxes = broken().map((header, index) => box(`together-box-${index + 1}`, { traceparent: header }));
    return {
      programs: { kitchen: { entry: 'src/kitchen.ts' }, orders: { entry: 'src/orders.ts' } },
      stubs: { payport: { rules: [{ answers: [{ status: 201, body: { ok: true }, delayMs: 20 }] }] } },
      runs: [
        {
          name: 'a busy lunch hour',
          steps: [
            { do: 'send', request: order('order-1') },
            { do: 'send', request: order('continued', { traceparent: traceparent(), tracestate: tracestate() }) },
            { do: 'send', request: order('sold-out', {}, 'unagi') },
            {
              do: 'send',
              request: order('upper-case', { traceparent: upperCase(), tracestate: tracestate() }),
            },
            { do: 'send', request: order('all-zeros', { traceparent: `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01` }) },
            { do: 'send', request: order('garbage', { traceparent: `${random.word('garbage')}-01` }) },
            { do: 'send', request: box('box-continued', { traceparent: traceparent() }) },
            { do: 'send', request: box('box-upper-case', { traceparent: upperCase() }) },
            { do: 'send', request: box('box-alone') },
            // Before the orders: a kitchen that mixes up its callers must not be saved by one without a valid header.
            { do: 'send-together', requests: boxes },
            { do: 'send-together', requests: together },
          ],
        },
      ],
    };
  },
});
