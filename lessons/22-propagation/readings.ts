import {
  callsTo,
  expectSpans,
  serviceOf,
  stubCallSpot,
  traceSpot,
  treesInTurn,
  type PlacedSpan,
  type RequestTree,
  type RunSignals,
  type Spot,
} from '#checks';

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The ids that a caller sent, when it sent them well. */
export function validHeader({ headers }: Sent): { traceId: string; spanId: string } | undefined {
  const [, traceId, spanId] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-01$/.exec(headers['traceparent'] ?? '') ?? [];
  return [traceId, spanId].some((id) => id === undefined || /^0+$/.test(id))
    ? undefined
    : { traceId: traceId!, spanId: spanId! };
}

/** Both ids of a header that is not valid, as somebody would use them who does not look closely. */
export function brokenIds(request: Sent): { traceId: string; spanId: string } | undefined {
  const [, traceId = '', spanId = ''] = (request.headers['traceparent'] ?? '').toLowerCase().split('-');
  return traceId === '' || validHeader(request) ? undefined : { traceId, spanId };
}

/** How a program is called in a sentence. */
export function said(program: string): string {
  return program === 'kitchen' ? 'the kitchen' : program;
}

/** Members of a tracestate may be joined by others, and stand in another order. */
export function carriesAll(found: string | undefined, sent: string): boolean {
  const members = membersOf(found);
  return membersOf(sent).every((member) => members.includes(member));
}

export function membersOf(state = ''): readonly string[] {
  return state
    .split(',')
    .map((member) => member.trim())
    .filter(Boolean);
}

/** The request whose card stands in the body of a call to PayPort. */
export function behindCall<T extends Sent>(requests: readonly T[], call: { readonly body: string }): T | undefined {
  return requests.find((request) => {
    const { card } = JSON.parse(request.body) as { card?: string };
    return card !== undefined && call.body.includes(card);
  });
}

type StubCall = ReturnType<RunSignals['stubCalls']>[number];

/** The headers of a call that may say something of a trace, with the caret under one of them, or where one is missing. */
export function headersSpot(run: RunSignals, call: StubCall, marked: string, wrong = ''): Spot {
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

export function spansOf(run: RunSignals, service: string): readonly PlacedSpan[] {
  return expectSpans(run, service, service).filter((placed) => serviceOf(placed) === service);
}

/** Of the orders that came one after another: what a service did for each. The kitchen is called once for each of them. */
export function treesOf(run: RunSignals, service: string): readonly RequestTree[] {
  const quiet = run.requests.filter(({ name }) => !name.startsWith('together-'));
  const seen = service === 'orders' ? quiet.filter(({ program }) => program === 'orders') : quiet;
  return treesInTurn(spansOf(run, service), seen).filter(({ request }) => request.program === 'orders');
}

/** What the kitchen did for those who called it themselves. */
export function boxTrees(run: RunSignals): readonly RequestTree[] {
  const quiet = run.requests.filter(({ name }) => !name.startsWith('together-'));
  return treesInTurn(spansOf(run, 'kitchen'), quiet).filter(({ request }) => request.program === 'kitchen');
}

export function payportCalls(run: RunSignals, spans: readonly PlacedSpan[]): readonly PlacedSpan[] {
  return callsTo(spans, { url: run.program('orders').env['PAYPORT_URL']!, words: ['pay', 'money', 'card', 'charge'] });
}

/** The server spans of one service in a trace, of the service that has more of them: one is as it should be. */
export function crowdIn(spans: readonly PlacedSpan[]): readonly PlacedSpan[] {
  const servers = spans.filter(({ span }) => span.kind === 'server');
  const kitchens = servers.filter((server) => serviceOf(server) === 'kitchen');
  const orders = servers.filter((server) => serviceOf(server) === 'orders');
  return kitchens.length > orders.length ? kitchens : orders;
}

/** What PayPort and the kitchen were told as `tracestate`, and of which request. */
export function tracestatesIn(run: RunSignals) {
  const calls = run.stubCalls('payport').map((call) => ({
    where: 'The call to PayPort',
    request: behindCall(run.requests, call),
    found: call.headers['tracestate'],
    spot: (note: string) => headersSpot(run, call, 'tracestate', note),
  }));
  const boxes = [...treesOf(run, 'kitchen'), ...boxTrees(run)].map(({ request, server }) => ({
    where: "The kitchen's span",
    request,
    found: server.span.traceState,
    spot: (note: string) => traceSpot(run, { request: request.name, marked: server, note }),
  }));
  return [...calls, ...boxes];
}

export function requestOf(run: RunSignals, call: StubCall): string {
  return behindCall(run.requests, call)?.name ?? 'an order';
}
