import {
  below,
  callsTo,
  describeLesson,
  describeValue,
  expectAnswer,
  expectKind,
  expectRequestSpans,
  expectSpans,
  isText,
  placeSpans,
  queriesIn,
  rootOf,
  serviceOf,
  traceSpot,
  type PlacedSpan,
  type RunSignals,
} from '#checks';
import { findings } from './findings.ts';
import lesson from './lesson.ts';
import {
  behindCall,
  boxTrees,
  brokenIds,
  carriesAll,
  crowdIn,
  headersSpot,
  membersOf,
  payportCalls,
  said,
  requestOf,
  spansOf,
  tracestatesIn,
  treesOf,
  validHeader,
} from './readings.ts';

describeLesson(lesson, findings, ({ check, fail }) => {
  /** A broken header that orders continued goes on to PayPort, whatever becomes of the spans. */
  const refuseContinued = (run: RunSignals): void => {
    for (const call of run.stubCalls('payport')) {
      const request = behindCall(run.requests, call);
      const [, traceId] = (call.headers['traceparent'] ?? '').toLowerCase().split('-');
      if (!request || traceId === undefined || brokenIds(request)?.traceId !== traceId) continue;
      const value = request.headers['traceparent']!;
      const spot = headersSpot(run, call, 'traceparent', 'the same trace id');
      fail('bad-header-continued', { program: 'orders', request: request.name, value }, spot);
    }
  };

  const refuseUnsampled = (run: RunSignals): void => {
    for (const call of run.stubCalls('payport')) {
      const value = call.headers['traceparent'] ?? '';
      const [, flags] = /^00-[0-9a-f]{32}-[0-9a-f]{16}-([0-9a-f]{2})$/.exec(value) ?? [];
      if (flags === undefined || Number.parseInt(flags, 16) % 2 === 1) continue;
      fail('header-not-sampled', { value, flags }, headersSpot(run, call, 'traceparent', 'says: not recorded'));
    }
  };

  check('shop-works', (signals) => {
    const run = signals.run();
    for (const request of run.requests) {
      const status = request.name === 'sold-out' ? 409 : 201;
      const fields = request.program === 'orders' && status === 201 ? { fields: { id: isText } } : {};
      expectAnswer(run, request, { status, ...fields });
    }
  });

  check(
    'spans',
    (signals) => {
      const run = signals.run();
      const toOrders = run.requests.filter(({ program }) => program === 'orders');
      const all = expectSpans(run, 'orders', 'orders');
      const served = all.filter(({ span }) => span.kind === 'server');
      const isOnlyOrders = all.every((placed) => serviceOf(placed) === 'orders');
      // Spans of the kitchen under another name would be too many for orders.
      if (isOnlyOrders && served.length <= toOrders.length) {
        fail('no-spans', { program: 'the kitchen', service: '', others: '' });
      }
      const kitchen = spansOf(run, 'kitchen');
      const kitchens = served.filter((server) => serviceOf(server) === 'kitchen');
      const [swapped] = kitchens;
      if (swapped && kitchens.length === toOrders.length && served.length - kitchens.length === run.requests.length) {
        const values = { expected: '"orders"', found: '"kitchen"' };
        const spot = traceSpot(run, { marked: swapped, note: 'a request to orders' });
        fail('attribute-wrong-value', { name: swapped.span.name, attribute: 'service.name', ...values }, spot);
      }
      if (served.length < toOrders.length + run.requests.length) {
        refuseContinued(run);
        refuseUnsampled(run);
      }
      expectRequestSpans(run, spansOf(run, 'orders'), toOrders);
      expectRequestSpans(run, kitchen, run.requests);
    },
    ['shop-works'],
  );

  check(
    'header',
    (signals) => {
      const run = signals.run();
      const calls = run.stubCalls('payport');
      const bare = calls.find(({ headers }) => headers['traceparent'] === undefined);
      if (bare && calls.every(({ headers }) => headers['traceparent'] === undefined)) {
        const nearest =
          Object.keys(bare.headers).find((name) => /trace|span|b3|correlation|request-?id/.test(name)) ?? '';
        fail('no-header', { calls: calls.length, nearest }, headersSpot(run, bare, nearest, 'not traceparent'));
      }
      if (bare) fail('call-without-header', { request: requestOf(run, bare) }, headersSpot(run, bare, 'traceparent'));
      refuseContinued(run);
      const spans = placeSpans(run.traces);
      const isServerOfOrders = (placed: PlacedSpan) => placed.span.kind === 'server' && serviceOf(placed) === 'orders';
      const ownTraces = new Set(spans.filter(isServerOfOrders).map(({ span }) => span.traceId));
      const quiet = treesOf(run, 'orders');
      for (const call of calls) {
        const value = call.headers['traceparent'] ?? '';
        const [, traceId = '', spanId = ''] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(value) ?? [];
        if (traceId === '') fail('malformed-header', { value }, headersSpot(run, call, 'traceparent', 'not 00-…-…-01'));
        const named = spans.find(({ span }) => span.traceId === traceId && span.spanId === spanId);
        const request = requestOf(run, call);
        const isCall = named !== undefined && payportCalls(run, [named]).length === 1;
        if (isCall && named.span.kind === 'client') {
          const server = quiet.find((tree) => tree.request.name === request)?.server.span.traceId ?? '';
          if (server === '' ? ownTraces.has(traceId) : server === traceId) continue;
          const spot = traceSpot(run, { request, marked: named, note: 'in a trace without its order' });
          fail('call-outside-trace', { request, found: traceId, server }, spot);
        }
        const isInner = named && payportCalls(run, below(named)).some(({ span }) => span.kind === 'client');
        if (isCall && !isInner) expectKind(run, named, ['client'], 'a call to another service');
        const client = payportCalls(run, spans)[0]?.span.name ?? 'the client span';
        const words = named ? `\`${named.span.name}\` (${named.span.kind})` : 'a span that never arrived';
        const spot = named
          ? traceSpot(run, { request, marked: named, note: 'named by the header' })
          : headersSpot(run, call, 'traceparent', 'names nobody');
        fail('header-names-another-span', { request, named: words, client }, spot);
      }
      refuseUnsampled(run);
    },
    ['spans'],
  );

  check(
    'one-trace',
    (signals) => {
      const run = signals.run();
      const payport = run.stubCalls('payport').map(({ headers }) => headers['traceparent'] ?? '');
      const isToPayport = ({ span }: PlacedSpan) =>
        payport.some((value) => value.includes(`-${span.traceId}-${span.spanId}-`));
      for (const { request, server: orders } of treesOf(run, 'orders')) {
        const { server: kitchen } = treesOf(run, 'kitchen').find((tree) => tree.request === request)!;
        const { parent } = kitchen;
        const isSameTrace = kitchen.span.traceId === orders.span.traceId;
        const isOfCall = parent !== undefined && serviceOf(parent) === 'orders' && parent.span.kind === 'client';
        const { name } = request;
        if (isSameTrace && isOfCall && isToPayport(parent)) {
          const spot = traceSpot(run, { request: name, marked: kitchen, note: 'inside the call to PayPort' });
          fail('kitchen-under-payport-call', { request: name, parent: parent.span.name }, spot);
        }
        if (isSameTrace && isOfCall) continue;
        if (isSameTrace && parent) {
          const spot = traceSpot(run, { request: name, marked: kitchen, note: 'not inside the call' });
          fail('hop-invisible', { request: name, parent: parent.span.name }, spot);
        }
        if (isSameTrace) {
          const sent = callsTo(below(orders), {
            url: run.program('orders').env['KITCHEN_URL']!,
            words: ['kitchen', 'box'],
          })[0];
          const both = [rootOf(orders), kitchen];
          const spot = traceSpot(run, { request: name, roots: both, marked: kitchen, note: 'under nobody' });
          const ids = { sent: sent?.span.spanId ?? 'the call', parent: kitchen.span.parentSpanId ?? 'none' };
          fail('caller-not-parent', { program: 'the kitchen', request: name, ...ids }, spot);
        }
        const roots = [rootOf(orders), rootOf(kitchen)];
        if (parent) {
          const spot = traceSpot(run, { request: name, roots, marked: kitchen, note: 'under a stranger', most: 5 });
          fail('kitchen-under-stranger', { request: name, parent: parent.span.name }, spot);
        }
        const spot = traceSpot(run, { request: name, roots, marked: kitchen, note: 'a trace of its own' });
        const proof = boxTrees(run).find((box) => box.server.span.traceId === validHeader(box.request)?.traceId);
        if (proof) fail('kitchen-not-told', { request: name, proof: proof.request.name }, spot);
        fail('kitchen-apart', { request: name }, spot);
      }
      for (const { request, server, roots } of treesOf(run, 'orders')) {
        const { traceId } = server.span;
        const own = spansOf(run, 'orders').filter(({ span }) => span.traceId === traceId);
        if (request.name === 'sold-out' || queriesIn(own).length > 0) continue;
        const lost = roots.filter(
          (root) => root.span.traceId !== traceId && queriesIn([root, ...below(root)]).length > 0,
        );
        const [marked] = lost;
        if (!marked) continue;
        const { name } = request;
        const spot = traceSpot(run, { request: name, roots: [rootOf(server), ...lost], marked, note: 'no parent' });
        fail('several-roots', { request: name, name: marked.span.name, roots: 1 + lost.length, anyParent: true }, spot);
      }
    },
    ['header'],
  );

  check(
    'continues',
    (signals) => {
      const run = signals.run();
      for (const { request, server } of [...treesOf(run, 'orders'), ...boxTrees(run)]) {
        const sent = validHeader(request);
        if (!sent) continue;
        const facts = { program: said(request.program), request: request.name };
        const { traceId, parentSpanId } = server.span;
        if (traceId !== sent.traceId) {
          const spot = traceSpot(run, { request: request.name, marked: server, note: 'a trace of its own' });
          fail('caller-ignored', { ...facts, traceId, sent: sent.traceId }, spot);
        }
        if (parentSpanId === sent.spanId) continue;
        const spot = traceSpot(run, { request: request.name, marked: server, note: 'not a child of the caller' });
        fail('caller-not-parent', { ...facts, sent: sent.spanId, parent: parentSpanId ?? 'none' }, spot);
      }
    },
    ['spans'],
  );

  check(
    'bad-headers',
    (signals) => {
      const run = signals.run();
      for (const { request, server } of [...treesOf(run, 'orders'), ...boxTrees(run)]) {
        if (validHeader(request)) continue;
        const value = request.headers['traceparent'];
        const { traceId, parentSpanId } = server.span;
        if (parentSpanId === undefined && traceId !== value?.split('-')[1]?.toLowerCase()) continue;
        const facts = { program: said(request.program), request: request.name };
        const spot = traceSpot(run, { request: request.name, marked: server, note: 'should be a root' });
        const isTaken = value !== undefined && value.toLowerCase().includes(parentSpanId ?? traceId);
        if (isTaken) fail('bad-header-continued', { ...facts, value }, spot);
        const header = value === undefined ? 'no traceparent' : 'a broken traceparent';
        fail('alone-but-not-root', { ...facts, header }, spot);
      }
      // Those that came together are told apart by the ids in their headers.
      const spans = placeSpans(run.traces);
      for (const request of run.requests) {
        const ids = brokenIds(request);
        const marked = spans.find(({ span }) => span.traceId === ids?.traceId || span.parentSpanId === ids?.spanId);
        if (!ids || !marked) continue;
        const spot = traceSpot(run, { request: request.name, marked, note: 'should be in a trace of its own' });
        const facts = { program: said(request.program), request: request.name };
        fail('bad-header-continued', { ...facts, value: request.headers['traceparent']! }, spot);
      }
    },
    ['spans'],
  );

  check(
    'tracestate',
    (signals) => {
      const run = signals.run();
      for (const { where, request, found, spot } of tracestatesIn(run)) {
        if (!request) continue;
        const facts = { where, request: request.name };
        // What one caller sent belongs to its own order, and only with ids that count.
        const isForeign = (sender: Request) =>
          (sender !== request || !validHeader(sender)) &&
          membersOf(sender.headers['tracestate']).some((member) => membersOf(found).includes(member));
        const sender = run.requests.find(isForeign)?.name;
        if (sender) fail('tracestate-of-another', { ...facts, found: found ?? '', sender }, spot('not of this order'));
        const sent = request.headers['tracestate'] ?? '';
        if (!validHeader(request) || carriesAll(found, sent)) continue;
        fail('tracestate-lost', { ...facts, sent, found: describeValue(found) }, spot('not what was sent'));
      }
    },
    ['one-trace', 'continues'],
  );

  check(
    'no-cross-edges',
    (signals) => {
      const run = signals.run();
      const crowds = run.traces.map(({ roots }) => crowdIn(placeSpans([{ roots }])));
      // The most crowded one shows best what happened.
      const [crowd = []] = crowds.toSorted((one, other) => other.length - one.length);
      const [first, second] = crowd;
      if (first && second) {
        const roots = [...new Set([rootOf(first), rootOf(second)])];
        fail(
          'traces-mixed',
          { lost: '' },
          traceSpot(run, { roots, marked: second, note: 'of another order', most: 4 }),
        );
      }
      const sent = run.requests.flatMap((request) => validHeader(request)?.traceId ?? []);
      const lost = sent.find((traceId) => !run.traces.some((trace) => trace.traceId === traceId));
      if (lost !== undefined) fail('traces-mixed', { lost });
    },
    ['one-trace', 'continues', 'bad-headers'],
  );
});

type Request = RunSignals['requests'][number];
