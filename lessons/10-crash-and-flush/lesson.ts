import { defineLesson, type Random, type RequestPlan, type RunPlan, type Step, type StubRule } from '#course';

export default defineLesson({
  slug: 'crash-and-flush',
  title: 'Last words',
  chapter: 'Follow one request',
  minutes: 25,
  promise: 'end a program so that its last lines, its last orders and the reason of its end are never lost',
  checks: {
    'shop-works':
      'The shop still works: the menu, new orders, wrong orders, sold-out boxes and looking up an order are answered as before.',
    'small-failure':
      'When the kitchen hangs up, that one order is answered with 502, the shop goes on, and no line is `fatal`.',
    uncaught:
      'An error that nobody catches is a `fatal` line with its message and stack, and ends the program with an exit code that is not 0.',
    rejection: 'So is a rejected promise that nobody waits for.',
    'json-lines': 'Every line on stdout is one JSON object, to the very end.',
    drain:
      'After SIGTERM the order under way is finished, new ones are refused, and the program ends within 5 seconds.',
    'nothing-lost': 'Every order that was answered has its line, and each of its boxes too, however the program ended.',
    shutdown: 'After SIGTERM a line has it in the field `signal`, no line is `fatal`, and the exit code is 0.',
    'crash-while-stopping':
      'An error that nobody catches while the program stops is told as well, and the program ends in time, not with exit code 0.',
  },
  needSignals: ['drain', 'shutdown', 'crash-while-stopping'],
  given: { 'src/lib/router.ts': 'lib/router.ts', 'src/lib/packing-table.ts': 'lib/packing-table.ts' },
  plan: (random) => {
    const shop = shopOf(random);
    return {
      programs: { orders: { entry: 'src/orders.ts' } },
      stubs: { kitchen: { rules: kitchenRules(random, shop) } },
      runs: [sigterm(random, shop), errorWhileStopping(shop), unknownShelf(shop), unknownCourier(shop)],
    };
  },
});

/** An error of the packing table: what it is about, the random word in its message, and the function that throws it. */
export interface ExpectedError {
  readonly about: string;
  readonly word: string;
  readonly place: string;
  /** Its message stands in the text; the word alone may be there for another reason. */
  readonly isIn: (text: string) => boolean;
}

export function shelfError(sku: string): ExpectedError {
  const word = missingShelf(sku);
  const isIn = (text: string): boolean => text.includes(word) && text.includes('there is no shelf');
  return { about: `the shelf "${word}"`, word, place: 'stickLabel', isIn };
}

export function courierError(sku: string): ExpectedError {
  const word = missingCourier(sku);
  const isIn = (text: string): boolean => text.includes(word) && text.includes('no courier is called');
  return { about: `the courier "${word}"`, word, place: 'callCourier', isIn };
}

/** The shelf that the kitchen names for this sku and that does not exist. */
function missingShelf(sku: string): string {
  return sku.replace(/^\w+/, 'Z');
}

/** The courier whom the kitchen names for this sku and whom nobody knows. */
function missingCourier(sku: string): string {
  return sku.replace(/^\w+/, 'Hugo');
}

/** The skus, by what the kitchen does with them. */
type Shop = ReturnType<typeof shopOf>;

/** Which dish plays which part is random as well: its name tells nothing. */
function shopOf(random: Random) {
  const dishes = random.shuffle(['tofu', 'unagi', 'ramen', 'miso', 'soba', 'salmon', 'udon', 'natto']);
  const sku = (): string => random.word(dishes.pop() ?? 'bento');
  return {
    fine: sku(),
    soldOut: sku(),
    hangsUp: sku(),
    noShelf: sku(),
    noCourier: sku(),
    slow: sku(),
    slowNoShelf: sku(),
    never: sku(),
  };
}

function kitchenRules(random: Random, shop: Shop): StubRule[] {
  const shelf = `${random.pick(['A', 'B', 'C', 'D', 'E', 'F'])}${random.int(1, 9)}`;
  const courier = random.pick(['Amal', 'Bruno', 'Chiara', 'Dev']);
  return [
    { contains: shop.soldOut, answers: [{ status: 409, body: { error: 'sold out' } }] },
    { contains: shop.hangsUp, answers: [{ cut: true }] },
    { contains: shop.noShelf, answers: [{ status: 201, body: { shelf: missingShelf(shop.noShelf), courier } }] },
    { contains: shop.noCourier, answers: [{ status: 201, body: { shelf, courier: missingCourier(shop.noCourier) } }] },
    { contains: shop.slow, answers: [{ status: 201, body: { shelf, courier }, delayMs: random.int(700, 900) }] },
    {
      contains: shop.slowNoShelf,
      answers: [
        { status: 201, body: { shelf: missingShelf(shop.slowNoShelf), courier }, delayMs: random.int(120, 180) },
      ],
    },
    { contains: shop.never, answers: [{ hang: true }] },
    { answers: [{ status: 201, body: { shelf, courier } }] },
  ];
}

function unknownShelf(shop: Shop): RunPlan {
  return {
    name: 'a shelf that does not exist',
    mayEnd: true,
    steps: [
      send({ name: 'menu', method: 'GET', path: '/menu' }),
      send(order('order-1', shop.fine, 2)),
      send({ name: 'look-up', method: 'GET', path: '/orders/{order-1.id}' }),
      send({ name: 'wrong-order', method: 'POST', path: '/orders', body: { qty: 0 } }),
      send(order('sold-out', shop.soldOut, 1)),
      send(order('unknown-shelf', shop.noShelf, 3)),
      { do: 'until', observed: { exited: 'orders' }, withinMs: 2000 },
    ],
  };
}

function unknownCourier(shop: Shop): RunPlan {
  return {
    name: 'a courier nobody knows',
    mayEnd: true,
    steps: [
      send(order('kitchen-hangs-up', shop.hangsUp, 1)),
      send(order('order-after', shop.fine, 2)),
      send(order('unknown-courier', shop.noCourier, 3)),
      { do: 'until', observed: { exited: 'orders' }, withinMs: 2000 },
    ],
  };
}

/** Five hundred boxes, one more order that the kitchen is still busy with, then the signal. */
function sigterm(random: Random, shop: Shop): RunPlan {
  const boxes = random.shuffle([23, 24, 25, 26, 27].flatMap((qty) => [qty, qty, qty, qty]));
  return {
    name: 'SIGTERM at lunch',
    mayEnd: true,
    steps: [
      ...boxes.map((qty, index) => send(order(`order-${index + 1}`, shop.fine, qty))),
      { do: 'begin', request: order('under-way', shop.slow, random.int(10, 14)) },
      { do: 'until', observed: { stubCalls: boxes.length + 1, stub: 'kitchen' }, withinMs: 3000 },
      { do: 'signal', signal: 'SIGTERM' },
      // Nothing tells from outside that the program has seen the signal; the kitchen is slower than this.
      { do: 'pause', durationMs: 200 },
      send({ ...order('too-late', shop.fine, 1), timeoutMs: 2000 }),
      { do: 'settle' },
    ],
  };
}

const patienceMs = 5000;

/** One order never ends, another one brings the error while the program waits for both. */
function errorWhileStopping(shop: Shop): RunPlan {
  return {
    name: 'an error while stopping',
    mayEnd: true,
    steps: [
      send(order('order-1', shop.fine, 2)),
      { do: 'begin', request: { ...order('never-answered', shop.never, 1), timeoutMs: patienceMs + 500 } },
      { do: 'begin', request: { ...order('unknown-shelf', shop.slowNoShelf, 2), timeoutMs: patienceMs + 500 } },
      { do: 'until', observed: { stubCalls: 3, stub: 'kitchen' }, withinMs: 3000 },
      { do: 'signal', signal: 'SIGTERM' },
      { do: 'until', observed: { exited: 'orders' }, withinMs: patienceMs },
      { do: 'settle' },
    ],
  };
}

function order(name: string, sku: string, qty: number): RequestPlan {
  return { name, method: 'POST', path: '/orders', body: { sku, qty } };
}

function send(request: RequestPlan): Step {
  return { do: 'send', request };
}
