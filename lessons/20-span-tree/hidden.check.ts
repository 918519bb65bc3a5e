import {
  above,
  answerOf,
  below,
  byStart,
  callsTo,
  describeLesson,
  durationMs,
  expectAnswer,
  expectAttribute,
  expectFewNames,
  expectKind,
  expectOneTree,
  expectRequestSpans,
  expectSpans,
  expectWithinParents,
  hasAttributeValue,
  isText,
  msBetween,
  placeSpans,
  queriesIn,
  rootOf,
  traceSpot,
  treesInTurn,
  treesTogether,
  type AttributeWish,
  type PlacedSpan,
  type RequestTree,
  type RunSignals,
  type Spot,
} from '#checks';
import { findings } from './findings.ts';
import lesson from './lesson.ts';

describeLesson(lesson, findings, ({ check, fail }) => {
  check('shop-works', (signals) => {
    const run = signals.run();
    expectAnswer(run, run.request('menu'), { status: 200 });
    const orders = run.requests.filter(({ name }) => name === 'order-1' || isBusy(name));
    for (const request of orders) expectAnswer(run, request, { status: 201, fields: { id: isText } });
    expectAnswer(run, run.request('look-up'), { status: 200, fields: { sku: sentIn(run.request('order-1')).sku! } });
    expectAnswer(run, run.request('wrong-order'), { status: 400 });
    expectAnswer(run, run.request('sold-out'), { status: 409 });
  });

  check(
    'request-spans',
    (signals) => {
      const run = signals.run();
      expectRequestSpans(run, expectSpans(run, 'orders'), run.requests);
    },
    ['shop-works'],
  );

  check(
    'one-tree',
    (signals) => {
      const run = signals.run();
      for (const tree of quietTrees(run)) {
        const request = tree.request.name;
        expectOneTree(run, request, tree.roots);
        const gap = workIn(run, tree).find(({ found, wanted }) => wanted > 0 && found.length === 0);
        if (!gap) continue;
        const spot = traceSpot(run, { request, marked: tree.server, note: `nothing for ${gap.work}` });
        fail('work-without-span', { request, work: gap.work, known: gap.known }, spot);
      }
    },
    ['request-spans'],
  );

  check(
    'side-by-side',
    (signals) => {
      const run = signals.run();
      for (const tree of quietTrees(run)) {
        const calls = callsIn(run, below(tree.server));
        const inner = calls.find((call) => above(call).some((outer) => calls.includes(outer)));
        const outer = inner && above(inner).find((each) => calls.includes(each));
        if (!inner || !outer) continue;
        const request = tree.request.name;
        const spot = traceSpot(run, { request, marked: inner, note: 'inside the other call' });
        fail('call-inside-call', { request, inner: inner.span.name, outer: outer.span.name }, spot);
      }
    },
    ['one-tree'],
  );

  check(
    'no-cross-edges',
    (signals) => {
      const run = signals.run();
      const trees = busyTrees(run);
      const guest = trees.map(({ server }) => server).find(({ parent }) => parent !== undefined);
      if (guest) {
        const spot = traceSpot(run, { marked: guest, note: 'another request' });
        fail('request-in-request', { name: guest.span.name }, spot);
      }
      const torn = trees
        .flatMap((tree) => workIn(run, tree))
        .find(({ found, wanted, most }) => found.length < wanted || found.length > most);
      if (torn) {
        // The tree that took the spans of the others shows more than one that lost its own.
        const workOf = (tree: RequestTree) => workIn(run, tree).find(({ work }) => work === torn.work)!.found;
        const [worst] = trees.toSorted((one, other) => workOf(other).length - workOf(one).length);
        const [, stranger] = workOf(worst!);
        const note = stranger ? 'of another order' : `nothing for ${torn.work}`;
        const spot = traceSpot(run, { marked: stranger ?? worst!.server, note, most: 6 });
        fail('cross-edges', { work: torn.work, isCrowded: stranger !== undefined }, spot);
      }
      const spans = placeSpans(run.traces);
      const loose = [...callsIn(run, spans), ...queriesIn(spans)]
        .map(rootOf)
        .filter(({ span }) => span.kind !== 'server');
      if (loose.length > 0) expectOneTree(run, 'one of twenty orders', [trees[0]!.server, ...loose]);
    },
    ['one-tree'],
  );

  check(
    'full-length',
    (signals) => {
      const run = signals.run();
      const spans = placeSpans(run.traces);
      expectWithinParents(run, spans);
      // The last one: the first call of a program also waits until Node has loaded `fetch`.
      const short = callsIn(run, spans).findLast((call) => durationMs(call) < leastMs);
      if (!short) return;
      const spot = traceSpot(run, { marked: short, note: 'ended before the answer came' });
      fail('ended-before-answer', { name: short.span.name, lastedMs: Math.round(durationMs(short)), leastMs }, spot);
    },
    ['side-by-side', 'no-cross-edges'],
  );

  check(
    'at-once',
    (signals) => {
      const run = signals.run();
      const trees = [...quietTrees(run), ...busyTrees(run)].filter(
        ({ server }) => callsIn(run, below(server)).length > 1,
      );
      const [first] = trees;
      if (!first || trees.some((tree) => !lateCall(run, tree))) return;
      fail('calls-one-after-another', { orders: trees.length }, callsSpot(run, first));
    },
    ['full-length'],
  );

  check(
    'kinds',
    (signals) => {
      const run = signals.run();
      const spans = placeSpans(run.traces);
      for (const call of callsIn(run, spans)) expectKind(run, call, ['client'], 'a call to another service');
      for (const query of queriesIn(spans)) expectKind(run, query, ['client', 'internal'], 'a query');
    },
    ['one-tree'],
  );

  check(
    'attributes',
    (signals) => {
      const run = signals.run();
      for (const { request, server } of quietTrees(run)) {
        expectAttribute(run, server, { ...method, value: request.method });
        const route = expectAttribute(run, server, routeTemplate);
        const wanted = request.path.replace(/^\/orders\/.*/, '/orders/:id');
        if (route !== '/orders/{id}') expectAttribute(run, server, { ...routeTemplate, value: wanted });
        expectAttribute(run, server, { ...status, value: statusOf(request) });
      }
      for (const { request, server } of [...quietTrees(run), ...busyTrees(run)]) {
        const { sku } = sentIn(request);
        const isNamed = sku === undefined || hasAttributeValue(server, sku);
        if (!isNamed) expectAttribute(run, server, { ...skuOfOrder, value: sku });
        for (const call of callsIn(run, below(server))) {
          expectAttribute(run, call, { ...method, value: 'POST' });
          expectAttribute(run, call, address);
          expectAttribute(run, call, status);
        }
        for (const call of kitchenCalls(run, below(server))) {
          expectAttribute(run, call, { ...status, value: request.name === 'sold-out' ? 409 : 201 });
        }
        for (const query of queriesIn(below(server)).slice(0, 1)) expectAttribute(run, query, database);
      }
    },
    ['one-tree', 'full-length', 'kinds'],
  );

  check(
    'few-names',
    (signals) => {
      const run = signals.run();
      const varying = run.requests.flatMap((request) => {
        const { sku, card, email } = sentIn(request);
        return [sku, card, email, answerOf(request)?.['id']].filter((value) => typeof value === 'string');
      });
      expectFewNames(run, placeSpans(run.traces), varying);
    },
    ['request-spans'],
  );
});

type Request = RunSignals['requests'][number];

const method: AttributeWish = { names: ['http.request.method'], kind: 'text', nearMisses: ['http.method', 'method'] };
const routeTemplate: AttributeWish = {
  names: ['http.route'],
  kind: 'text',
  nearMisses: ['http.target', 'url.path', 'route'],
};
const status: AttributeWish = {
  names: ['http.response.status_code'],
  kind: 'a number',
  nearMisses: ['http.status_code', 'http.status', 'status_code', 'status'],
};
const address: AttributeWish = {
  names: ['url.full', 'server.port', 'server.address'],
  nearMisses: ['http.url', 'url', 'url.path', 'http.target'],
};
const database: AttributeWish = {
  names: ['db.system.name'],
  kind: 'text',
  nearMisses: ['db.system', 'db.type', 'db.name'],
};
const skuOfOrder: AttributeWish = { names: ['bento.sku'] };

function sentIn({ body }: Request): { sku?: string; card?: string; email?: string } {
  return body === '' ? {} : (JSON.parse(body) as { sku?: string });
}

function statusOf({ outcome }: Request): number {
  return outcome.kind === 'answered' ? outcome.status : 0;
}

function isBusy(request: string): boolean {
  return request.startsWith('together-');
}

function quietTrees(run: RunSignals): readonly RequestTree[] {
  const quiet = run.requests.filter(({ name }) => !isBusy(name));
  return treesInTurn(placeSpans(run.traces), quiet);
}

function busyTrees(run: RunSignals): readonly RequestTree[] {
  const busy = run.requests.filter(({ name }) => isBusy(name));
  const countBefore = run.requests.length - busy.length;
  return treesTogether(placeSpans(run.traces), busy, countBefore, (request) => sentIn(request).sku);
}

/** What the shop does for a request, with the spans in its tree that tell of it. */
function workIn(run: RunSignals, { request, server }: RequestTree) {
  const isCalled = request.method === 'POST' && statusOf(request) !== 400;
  const isAsked = statusOf(request) < 300 && request.path !== '/menu';
  const spans = below(server);
  const called = { wanted: isCalled ? 1 : 0, most: 1, known: 'url.full' };
  return [
    { work: 'the call to the kitchen', found: kitchenCalls(run, spans), ...called },
    { work: 'the call to PayPort', found: payportCalls(run, spans), ...called },
    { work: 'the query', found: queriesIn(spans), wanted: isAsked ? 1 : 0, most: Infinity, known: 'db.system.name' },
  ];
}

function callsIn(run: RunSignals, spans: readonly PlacedSpan[]): readonly PlacedSpan[] {
  return [...kitchenCalls(run, spans), ...payportCalls(run, spans)];
}

function kitchenCalls(run: RunSignals, spans: readonly PlacedSpan[]): readonly PlacedSpan[] {
  return callsTo(spans, { url: run.program('orders').env['KITCHEN_URL']!, words: ['kitchen', 'box'] });
}

function payportCalls(run: RunSignals, spans: readonly PlacedSpan[]): readonly PlacedSpan[] {
  return callsTo(spans, { url: run.program('orders').env['PAYPORT_URL']!, words: ['pay', 'money', 'card', 'charge'] });
}

/** The later of the two calls of an order, when it was made only after the earlier one had ended. */
function lateCall(run: RunSignals, { server }: RequestTree): PlacedSpan | undefined {
  const [first, ...rest] = byStart(callsIn(run, below(server)));
  // A start is a whole millisecond; the shortest call lasts many.
  return rest.find((call) => first !== undefined && msBetween(first, call) + 2 >= durationMs(first));
}

/** When the calls of an order were made, one line each. */
function callsSpot(run: RunSignals, { request, server }: RequestTree): Spot {
  const lines = byStart(callsIn(run, below(server))).map((call) => {
    const afterMs = Math.round(msBetween(server, call));
    return `${call.span.name} after ${afterMs} ms, for ${Math.round(durationMs(call))} ms`;
  });
  const to = lines.at(-1)?.length ?? 0;
  return { saw: { label: request.name, text: lines.join('\n'), mark: { from: 0, to, note: 'only now' } } };
}

/** No stub answers faster. */
const leastMs = 20;
