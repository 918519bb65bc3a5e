import {
  below,
  callsTo,
  describeLesson,
  expectAnswer,
  expectRequestSpans,
  expectSpans,
  isText,
  placeSpans,
  rootOf,
  serviceOf,
  stubCallSpot,
  traceSpot,
  treesInTurn,
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
      expectRequestSpans(
        run,
        spansOf(run, 'orders'),
        run.requests.filter(({ program }) => program === 'orders'),
      );
      expectRequestSpans(run, spansOf(run, 'kitchen'), run.requests);
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
      if (bare)
        fail('call-without-header', { request: requestOf(run, bare.body) }, headersSpot(run, bare, 'traceparent'));
      const spans = placeSpans(run.traces);
      for (const call of calls) {
        const value = call.headers['traceparent'] ?? '';
        const [, traceId, spanId] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(value) ?? [];
        if (traceId === undefined)
          fail('malformed-header', { value }, headersSpot(run, call, 'traceparent', 'not 00-…-…-01'));
        const named = spans.find(({ span }) => span.traceId === traceId && span.spanId === spanId);
        if (named?.span.kind === 'client' && payportCalls(run, [named]).length === 1) continue;
        const request = requestOf(run, call.body);
        const client = payportCalls(run, spans)[0]?.span.name ?? 'the client span';
        const words = named ? `\`${named.span.name}\` (${named.span.kind})` : 'a span that never arrived';
        const spot = named
          ? traceSpot(run, { request, marked: named, note: 'named by the header' })
          : headersSpot(run, call, 'traceparent', 'names nobody');
        fail('header-names-another-span', { request, named: words, client }, spot);
      }
    },
    ['spans'],
  );

  check(
    'one-trace',
    (signals) => {
      const run = signals.run();
      for (const { request, server: orders } of treesOf(run, 'orders')) {
        const { server: kitchen } = treesOf(run, 'kitchen').find((tree) => tree.request === request)!;
        const { parent } = kitchen;
        const isSameTrace = kitchen.span.traceId === orders.span.traceId;
        const isOfCall = parent !== undefined && serviceOf(parent) === 'orders' && parent.span.kind === 'client';
        if (isSameTrace && isOfCall) continue;
        const { name } = request;
        if (isSameTrace && parent) {
          const spot = traceSpot(run, { request: name, marked: kitchen, note: 'not inside the call' });
          fail('hop-invisible', { request: name, parent: parent.span.name }, spot);
        }
        if (isSameTrace) {
          const sent = callsTo(below(orders), {
            url: run.program('orders').env['KITCHEN_URL']!,
            words: ['kitchen', 'box'],
          })[0];
          const spot = traceSpot(run, {
            request: name,
            roots: [rootOf(orders), kitchen],
            marked: kitchen,
            note: 'under nobody',
          });
          const ids = { sent: sent?.span.spanId ?? 'the call', parent: kitchen.span.parentSpanId ?? 'none' };
          fail('caller-not-parent', { program: 'kitchen', request: name, ...ids }, spot);
        }
        const roots = [rootOf(orders), rootOf(kitchen)];
        if (parent) {
          const spot = traceSpot(run, { request: name, roots, marked: kitchen, note: 'under a stranger', most: 5 });
          fail('kitchen-under-stranger', { request: name, parent: parent.span.name }, spot);
        }
        const spot = traceSpot(run, { request: name, roots, marked: kitchen, note: 'a trace of its own' });
        fail('kitchen-apart', { request: name }, spot);
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
        const facts = { program: request.program, request: request.name };
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
        const facts = { program: request.program, request: request.name };
        const spot = traceSpot(run, { request: request.name, marked: server, note: 'should be a root' });
        const isTaken = value !== undefined && value.toLowerCase().includes(parentSpanId ?? traceId);
        if (isTaken) fail('bad-header-continued', { ...facts, value }, spot);
        fail(
          'alone-but-not-root',
          { ...facts, header: value === undefined ? 'no traceparent' : 'a broken traceparent' },
          spot,
        );
      }
    },
    ['spans'],
  );

  check(
    'tracestate',
    (signals) => {
      const run = signals.run();
      const request = run.request('continued');
      const sent = request.headers['tracestate'] ?? '';
      const call = run.stubCalls('payport').find(({ body }) => requestOf(run, body) === request.name);
      const header = call?.headers['tracestate'];
      if (call && !carriesAll(header, sent)) {
        fail(
          'tracestate-lost',
          { where: 'the call to PayPort', sent, found: quoted(header) },
          headersSpot(run, call, 'tracestate', 'not what was sent'),
        );
      }
      const { server } = treesOf(run, 'kitchen').find((tree) => tree.request === request)!;
      if (carriesAll(server.span.traceState, sent)) return;
      const spot = traceSpot(run, { request: request.name, marked: server, note: 'without it' });
      fail('tracestate-lost', { where: "the kitchen's span", sent, found: quoted(server.span.traceState) }, spot);
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
type StubCall = ReturnType<RunSignals['stubCalls']>[number];

function spansOf(run: RunSignals, service: string): readonly PlacedSpan[] {
  return expectSpans(run, service, service).filter((placed) => serviceOf(placed) === service);
}

/** Of the orders that came one after another: what a service did for each. The kitchen is called once for each of them. */
function treesOf(run: RunSignals, service: string): readonly RequestTree[] {
  const quiet = run.requests.filter(({ name }) => !name.startsWith('together-'));
  const seen = service === 'orders' ? quiet.filter(({ program }) => program === 'orders') : quiet;
  return treesInTurn(spansOf(run, service), seen).filter(({ request }) => request.program === 'orders');
}

/** What the kitchen did for those who called it themselves. */
function boxTrees(run: RunSignals): readonly RequestTree[] {
  const quiet = run.requests.filter(({ name }) => !name.startsWith('together-'));
  return treesInTurn(spansOf(run, 'kitchen'), quiet).filter(({ request }) => request.program === 'kitchen');
}

function payportCalls(run: RunSignals, spans: readonly PlacedSpan[]): readonly PlacedSpan[] {
  return callsTo(spans, { url: run.program('orders').env['PAYPORT_URL']!, words: ['pay', 'money', 'card', 'charge'] });
}

/** The name of the request whose card stands in the body of a call to PayPort. */
function requestOf(run: RunSignals, body: string): string {
  const owner = run.requests.find((request) => {
    const { card } = JSON.parse(request.body) as { card?: string };
    return card !== undefined && body.includes(card);
  });
  return owner?.name ?? 'an order';
}

/** The ids that a caller sent, when it sent them well. */
function validHeader({ headers }: Request): { traceId: string; spanId: string } | undefined {
  const [, traceId, spanId] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-01$/.exec(headers['traceparent'] ?? '') ?? [];
  return traceId === undefined || spanId === undefined || /^0+$/.test(traceId) ? undefined : { traceId, spanId };
}

/** Members of a tracestate may be joined by others, and stand in another order. */
function carriesAll(found: string | undefined, sent: string): boolean {
  const members = new Set((found ?? '').split(',').map((member) => member.trim()));
  return sent.split(',').every((member) => members.has(member));
}

function quoted(value: string | undefined): string {
  return value === undefined ? 'none' : `"${value}"`;
}

/** The server spans of one service in a trace, of the service that has more of them: one is as it should be. */
function crowdIn(spans: readonly PlacedSpan[]): readonly PlacedSpan[] {
  const servers = spans.filter(({ span }) => span.kind === 'server');
  const kitchens = servers.filter((server) => serviceOf(server) === 'kitchen');
  const orders = servers.filter((server) => serviceOf(server) === 'orders');
  return kitchens.length > orders.length ? kitchens : orders;
}

/** The headers of a call that may say something of a trace, with the caret under one of them, or where one is missing. */
function headersSpot(run: RunSignals, call: StubCall, marked: string, wrong = ''): Spot {
  const { at, saw } = stubCallSpot(run, call, run.evidence.stubCalls.indexOf(call));
  const names = Object.keys(call.headers).filter((name) => name === 'content-type' || !usualHeaders.test(name));
  const lines = [`${call.method} ${call.path}`, ...names.map((name) => `${name}: ${call.headers[name]}`)];
  const isThere = names.includes(marked);
  const line = isThere ? names.indexOf(marked) + 1 : lines.length - 1;
  const end = lines[line]?.length ?? 0;
  const mark = {
    line,
    from: isThere ? 0 : end,
    to: isThere ? end : end + 1,
    note: isThere ? wrong : `no ${marked === 'tracestate' ? marked : 'traceparent'} here`,
  };
  return { ...(at ? { at } : {}), saw: { label: saw?.label ?? 'a call', text: lines.join('\n'), mark } };
}

const usualHeaders = /^(?:host|connection|content-.*|accept.*|sec-.*|user-agent)$/;
