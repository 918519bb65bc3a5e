import { defineLesson } from '#course';

/** How long the kitchen holds the order of this sku, and PayPort a payment with this card: it is in their last digits. */
export function heldMs(skuOrCard: string): number {
  return 30 + (Number.parseInt(skuOrCard.slice(-4), 16) % 71);
}

export default defineLesson({
  slug: 'span-tree',
  title: 'Parents tell the story',
  chapter: 'Traces',
  minutes: 25,
  promise: 'turn loose spans into one tree per request that shows who waited for whom',
  checks: {
    'shop-works':
      'The shop still works: the menu, orders, wrong orders, sold-out boxes and looking up an order are answered as before.',
    'request-spans': 'Each request that came in is one span of kind server.',
    'one-tree':
      'All that is done for a request is in one tree under its server span: the calls to the kitchen and to PayPort, and the query.',
    'side-by-side': 'The calls to the kitchen and to PayPort stand beside each other, not one inside the other.',
    'no-cross-edges': 'Twenty orders at once make twenty trees, and no span hangs in the tree of another order.',
    'full-length':
      'A span lasts as long as its work: no span ends after its parent, and none of a call before the answer.',
    'at-once': 'The kitchen and PayPort are still called at the same time.',
    kinds: 'Calls to other services are client spans; queries are client (or internal) spans.',
    attributes: 'Spans carry the attributes that the README lists, under these names, with the right types and values.',
    'few-names': 'No span has a sku, an order id or another value of one request in its name.',
  },
  given: { 'src/lib/router.ts': 'lib/router.ts', 'src/lib/pool.ts': 'lib/pool.ts' },
  plan: (random) => {
    const first = { name: 'order-1', sku: random.word('tofu'), card: `card-${random.hex(8)}` };
    const soldOut = { name: 'sold-out', sku: random.word('unagi'), card: `card-${random.hex(8)}` };
    const together = Array.from({ length: 20 }, (_, index) => ({
      name: `together-${index + 1}`,
      sku: random.word(random.pick(['tofu', 'salmon', 'miso', 'ramen'])),
      card: `card-${random.hex(8)}`,
    }));
    const order = ({ name, sku, card }: typeof first) => ({
      name,
      method: 'POST' as const,
      path: '/orders',
      body: { sku, qty: random.int(1, 9), email: `${random.word('ada')}@example.org`, card },
    });
    const takes = (skuOrCard: string) => ({
      contains: skuOrCard,
      answers: [{ status: 201, body: { ok: true }, delayMs: heldMs(skuOrCard) }],
    });
    return {
      programs: { orders: { entry: 'src/orders.ts' } },
      stubs: {
        kitchen: {
          rules: [
            {
              contains: soldOut.sku,
              answers: [{ status: 409, body: { error: 'sold out' }, delayMs: heldMs(soldOut.sku) }],
            },
            ...[first, ...together].map(({ sku }) => takes(sku)),
            { answers: [{ status: 201, body: { ok: true }, delayMs: 25 }] },
          ],
        },
        payport: {
          rules: [
            ...[first, soldOut, ...together].map(({ card }) => takes(card)),
            { answers: [{ status: 201, body: { ok: true }, delayMs: 35 }] },
          ],
        },
      },
      runs: [
        {
          name: 'a busy lunch hour',
          steps: [
            { do: 'send', request: { name: 'menu', method: 'GET', path: '/menu' } },
            { do: 'send', request: order(first) },
            { do: 'send', request: { name: 'look-up', method: 'GET', path: '/orders/{order-1.id}' } },
            { do: 'send', request: { name: 'wrong-order', method: 'POST', path: '/orders', body: { qty: 0 } } },
            { do: 'send', request: order(soldOut) },
            { do: 'send-together', requests: together.map(order) },
          ],
        },
      ],
    };
  },
});
