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
  type PlacedSpan,
  type RequestTree,
  type RunSignals,
  type Spot,
} from '#checks';
import { findings } from './findings.ts';
import lesson, { heldMs } from './lesson.ts';
import { isBusy, sentIn, statusOf, toleratedMs, wishes } from './readings.ts';

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
        const gaps = workIn(run, tree).filter(({ found, wanted }) => wanted > 0 && found.length === 0);
        const [top = tree.server, ...others] = tree.roots;
        // Other trees are welcome, as long as nothing is in them that belongs to this request.
        const torn = others.filter(
          (root) =>
            root.span.traceId === top.span.traceId || gaps.some(({ pick }) => pick([root, ...below(root)]).length > 0),
        );
        expectOneTree(run, request, [top, ...torn]);
        const [gap] = gaps;
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
        const bare = trees.find((tree) => workOf(tree).length === 0);
        const loose = torn
          .pick(placeSpans(run.traces))
          .map(rootOf)
          .find(({ span }) => span.kind !== 'server' && bare && span.startUnixNano >= bare.server.span.startUnixNano);
        if (!stranger && bare && loose) expectOneTree(run, 'one of twenty orders', [bare.server, loose]);
        const note = stranger ? 'of another order' : `nothing for ${torn.work}`;
        const spot = traceSpot(run, { marked: stranger ?? worst!.server, note, most: 6 });
        fail('cross-edges', { work: torn.work, isCrowded: stranger !== undefined }, spot);
      }
    },
    ['one-tree'],
  );

  check(
    'full-length',
    (signals) => {
      const run = signals.run();
      expectWithinParents(run, placeSpans(run.traces));
      // The last one: the first call of a program also waits until Node has loaded `fetch`.
      const short = heldCalls(run).findLast(({ call, leastMs }) => durationMs(call) + toleratedMs < leastMs);
      if (!short) return;
      const { call, leastMs } = short;
      const spot = traceSpot(run, { marked: call, note: 'ended before the answer came' });
      fail('ended-before-answer', { name: call.span.name, lastedMs: Math.round(durationMs(call)), leastMs }, spot);
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
        expectAttribute(run, server, { ...wishes.method, value: request.method });
        const route = expectAttribute(run, server, wishes.routeTemplate);
        const wanted = request.path.replace(/^\/orders\/.*/, '/orders/:id');
        if (route !== '/orders/{id}') expectAttribute(run, server, { ...wishes.routeTemplate, value: wanted });
        expectAttribute(run, server, { ...wishes.status, value: statusOf(request) });
      }
      for (const { request, server } of [...quietTrees(run), ...busyTrees(run)]) {
        const { sku } = sentIn(request);
        const isNamed = sku === undefined || hasAttributeValue(server, sku);
        if (!isNamed) expectAttribute(run, server, { ...wishes.skuOfOrder, value: sku });
        for (const call of callsIn(run, below(server))) {
          expectAttribute(run, call, { ...wishes.method, value: 'POST' });
          expectAttribute(run, call, wishes.address);
          expectAttribute(run, call, wishes.status);
        }
        for (const call of kitchenCalls(run, below(server))) expectUrl(run, call, `${urlOf(run, 'KITCHEN_URL')}/boxes`);
        for (const call of payportCalls(run, below(server))) {
          expectUrl(run, call, `${urlOf(run, 'PAYPORT_URL')}/payments`);
        }
        for (const call of kitchenCalls(run, below(server))) {
          expectAttribute(run, call, { ...wishes.status, value: request.name === 'sold-out' ? 409 : 201 });
        }
        const queries = queriesIn(below(server));
        const query = queries.find(({ span }) => span.attributes['db.system.name'] !== undefined) ?? queries[0];
        if (query) expectAttribute(run, query, wishes.database);
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
      const alike = busyTrees(run).map(({ server }) => below(server));
      expectFewNames(run, placeSpans(run.traces), varying, alike);
    },
    ['request-spans'],
  );
});

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
  type Pick = typeof queriesIn;
  const toKitchen: Pick = (all) => kitchenCalls(run, all);
  const toPayport: Pick = (all) => payportCalls(run, all);
  const asked = { wanted: isAsked ? 1 : 0, most: Infinity, known: 'db.system.name' };
  const kinds = [
    { work: 'the call to the kitchen', pick: toKitchen, ...called },
    { work: 'the call to PayPort', pick: toPayport, ...called },
    { work: 'the query', pick: queriesIn, ...asked },
  ];
  return kinds.map((kind) => ({ ...kind, found: kind.pick(spans) }));
}

/** The calls of which it is certain for which order they were made, and how long the other side held them at least. */
function heldCalls(run: RunSignals): readonly { readonly call: PlacedSpan; readonly leastMs: number }[] {
  const busy = busyTrees(run).filter(({ request, server }) => hasAttributeValue(server, sentIn(request).sku));
  return [...quietTrees(run), ...busy].flatMap(({ request, server }) => {
    const { sku, card } = sentIn(request);
    if (sku === undefined || card === undefined) return [];
    const spans = below(server);
    return [
      ...kitchenCalls(run, spans).map((call) => ({ call, leastMs: heldMs(sku) })),
      ...payportCalls(run, spans).map((call) => ({ call, leastMs: heldMs(card) })),
    ];
  });
}

/** Where it names a URL, it is the one that was called; written in another way it is still the same. */
function expectUrl(run: RunSignals, call: PlacedSpan, called: string): void {
  const found = call.span.attributes['url.full'];
  if (found === undefined || (typeof found === 'string' && URL.parse(found)?.href === new URL(called).href)) return;
  expectAttribute(run, call, { names: ['url.full'], kind: 'text', value: called });
}

function urlOf(run: RunSignals, variable: string): string {
  return run.program('orders').env[variable]!;
}

function callsIn(run: RunSignals, spans: readonly PlacedSpan[]): readonly PlacedSpan[] {
  return [...kitchenCalls(run, spans), ...payportCalls(run, spans)];
}

function kitchenCalls(run: RunSignals, spans: readonly PlacedSpan[]): readonly PlacedSpan[] {
  return callsTo(spans, { url: urlOf(run, 'KITCHEN_URL'), words: ['kitchen', 'box'] });
}

function payportCalls(run: RunSignals, spans: readonly PlacedSpan[]): readonly PlacedSpan[] {
  return callsTo(spans, { url: urlOf(run, 'PAYPORT_URL'), words: ['pay', 'money', 'card', 'charge'] });
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
