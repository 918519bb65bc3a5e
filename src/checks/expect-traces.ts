import type { JsonValue } from '../kernel/json.ts';
import type { RequestEvidence } from '../telemetry/evidence.ts';
import type { Span, SpanKind } from '../telemetry/model.ts';
import type { RunSignals } from '../telemetry/signals.ts';
import { fail } from './explain.ts';
import { above, below, isOrphan, placeSpans, serviceOf, type PlacedSpan } from './placed-span.ts';
import { attributeSpot, requestSpot } from './spot.ts';
import { traceSpot } from './trace-picture.ts';
import { describeValue, kindOf } from './values.ts';

/**
 * Spans arrived where a collector takes them.
 * @param service only of this `service.name`, when several programs send
 * @returns all of them in their places, traces by start time, parents before their children
 * @throws FindingFailure spans-wrong-path, spans-unreadable, no-spans
 */
export function expectSpans(run: RunSignals, program: string, service?: string): readonly PlacedSpan[] {
  const placed = placeSpans(run.traces);
  if (placed.some((each) => service === undefined || serviceOf(each) === service)) return placed;
  const { otlp } = run.evidence;
  const elsewhere = otlp.find(({ path }) => !/^\/v1\/(?:traces|metrics|logs)$/.test(path));
  if (elsewhere) fail('spans-wrong-path', { program, path: elsewhere.path });
  const sent = otlp.find(({ path }) => path === '/v1/traces');
  const oddity = run.otlpOddities[0] ?? 'it has no resourceSpans with spans in them';
  if (sent && placed.length === 0) fail('spans-unreadable', { program, oddity });
  const others = [...new Set(placed.map(serviceOf))].join(', ');
  return fail('no-spans', { program, service: service ?? '', others });
}

/**
 * Each request that came in is one span of kind server.
 * @returns these spans, by start time
 * @throws FindingFailure wrong-span-kind, too-many-request-spans, requests-without-span, parent-never-arrived
 */
export function expectRequestSpans(
  run: RunSignals,
  spans: readonly PlacedSpan[],
  requests: readonly RequestEvidence[],
): readonly PlacedSpan[] {
  const servers = byStart(spans.filter(({ span }) => span.kind === 'server'));
  if (servers.length === requests.length) return servers;
  const routes = new Set(requests.map(({ method }) => method));
  if (servers.length > requests.length) {
    const isInner = (placed: PlacedSpan): boolean =>
      above(placed).some((outer) => outer.span.kind === 'server' && serviceOf(outer) === serviceOf(placed));
    const extra = servers.find(isInner) ?? leastLikeRequest(servers);
    const spot = traceSpot(run, {
      marked: extra,
      part: 'kind',
      note: 'no request of its own',
    });
    fail('too-many-request-spans', { name: extra.span.name, requests: requests.length, spans: servers.length }, spot);
  }
  const tops = spans.filter(({ parent, span }) => parent === undefined && span.kind !== 'server');
  const torn = tops.filter((placed) => isOrphan(placed) && !isFromCaller(placed, requests));
  const mistaken = tops.find((placed) => !torn.includes(placed) && isLikeRequest(placed.span, routes));
  if (servers.length === 0 && mistaken) expectKind(run, mistaken, ['server'], 'a request that came in');
  if (servers.length === 0) expectOneTree(run, 'one of the requests', torn.slice(0, 1));
  const lost = withoutSpan(servers, requests);
  return fail(
    'requests-without-span',
    { requests: requests.length, spans: servers.length },
    lost === undefined ? {} : requestSpot(run, lost),
  );
}

/** @throws FindingFailure wrong-span-kind */
export function expectKind(run: RunSignals, placed: PlacedSpan, wanted: readonly SpanKind[], about: string): void {
  const { name, kind } = placed.span;
  if (wanted.includes(kind)) return;
  const [expected = 'internal'] = wanted;
  const spot = traceSpot(run, {
    marked: placed,
    part: 'kind',
    note: `should be ${expected}`,
  });
  fail('wrong-span-kind', { name, expected, found: kind, about }, spot);
}

/**
 * What was done for one request is one tree: a single root, and no parent that never arrived.
 * @param request its name, for the learner: `order-1`
 * @param roots the tops of all trees that its spans made
 * @throws FindingFailure parent-never-arrived, several-roots
 */
export function expectOneTree(run: RunSignals, request: string, roots: readonly PlacedSpan[]): void {
  const orphan = roots.flatMap((root) => [root, ...below(root)]).find(isOrphan);
  if (orphan) {
    const spot = traceSpot(run, { request, roots, marked: orphan, note: 'hangs in the air' });
    fail('parent-never-arrived', { request, name: orphan.span.name }, spot);
  }
  if (roots.length < 2) return;
  const marked = roots.find(({ span }) => span.kind !== 'server') ?? roots[1]!;
  const anyParent = run.spans.some((span) => span.parentSpanId !== undefined);
  const spot = traceSpot(run, { request, roots, marked, note: 'no parent' });
  fail('several-roots', { request, name: marked.span.name, roots: roots.length, anyParent }, spot);
}

export interface AttributeWish {
  /** The canonical name first, then what is accepted as well. */
  readonly names: readonly string[];
  /** `text`, `a number`, … in the words of `kindOf`; anything when left out. */
  readonly kind?: string;
  /** Any value of that kind when left out. */
  readonly value?: JsonValue;
  /** Names under which it is often found instead: older conventions, words of one's own. */
  readonly nearMisses?: readonly string[];
}

/**
 * The span carries the attribute.
 * @throws FindingFailure attribute-missing (with the nearest), attribute-wrong-type, attribute-wrong-value
 */
export function expectAttribute(run: RunSignals, { span }: PlacedSpan, wish: AttributeWish): JsonValue {
  const { names, kind, value, nearMisses = [] } = wish;
  const [wanted = ''] = names;
  const about = { name: span.name, attribute: wanted };
  const attribute = names.find((name) => span.attributes[name] !== undefined);
  if (attribute === undefined) {
    const nearest = nearMisses.find((name) => span.attributes[name] !== undefined) ?? '';
    const mark = nearest === '' ? { missing: wanted } : { field: nearest, note: `${wanted} was looked for` };
    return fail('attribute-missing', { ...about, nearest }, attributeSpot(run, span, mark));
  }
  const found = span.attributes[attribute]!;
  const spot = (note: string) => attributeSpot(run, span, { field: attribute, note });
  if (kind !== undefined && kindOf(found) !== kind) {
    fail(
      'attribute-wrong-type',
      { ...about, attribute, expected: kind, found: describeValue(found) },
      spot(kindOf(found)),
    );
  }
  if (value !== undefined && JSON.stringify(found) !== JSON.stringify(value)) {
    const expected = describeValue(value);
    fail(
      'attribute-wrong-value',
      { ...about, attribute, expected, found: describeValue(found) },
      spot(`not ${expected}`),
    );
  }
  return found;
}

/**
 * Span names are few: what differs from one request to the next is not in them.
 * @param values what differed in this attempt: ids, skus, addresses
 * @param alike the spans of each of some requests that had the same work done for them
 * @throws FindingFailure span-name-varies, span-names-many
 */
export function expectFewNames(
  run: RunSignals,
  spans: readonly PlacedSpan[],
  values: readonly string[],
  alike: readonly (readonly PlacedSpan[])[] = [],
): void {
  for (const placed of spans) {
    const { name } = placed.span;
    const value = values.find((each) => name.includes(each));
    if (value === undefined) continue;
    const names = new Set(
      spans.filter(({ span }) => values.some((each) => span.name.includes(each))).map(({ span }) => span.name),
    ).size;
    const spot = traceSpot(run, {
      marked: placed,
      note: 'another name each time',
    });
    fail('span-name-varies', { name, value, names }, spot);
  }
  const perRequest = alike.map((own) => new Set(own.map(({ span }) => span.name)));
  const names = new Set(perRequest.flatMap((own) => [...own])).size;
  const most = Math.max(0, ...perRequest.map((own) => own.size));
  const isRare = ({ span }: PlacedSpan) => perRequest.filter((own) => own.has(span.name)).length === 1;
  const [marked] = alike
    .flatMap((own) => own.filter(isRare))
    .toSorted(({ span: one }, { span: other }) => one.name.localeCompare(other.name, 'en'));
  if (names - most < manyNames || !marked) return;
  const spot = traceSpot(run, { marked, note: 'another name each time', most: 6 });
  fail('span-names-many', { name: marked.span.name, requests: alike.length, names, most }, spot);
}

/** Ways through the same work give a few more names than one request has; a value of each request gives one for each. */
const manyNames = 10;

/** Start times have a resolution of a millisecond. */
const toleratedNano = 5_000_000n;

/**
 * Nothing ends after what it stands under in the same program, as long as somebody waits for it. The times alone do not prove it:
 * a span reads two clocks when it starts, and a busy machine may stop the program between them. Spans are sent in the order in
 * which they ended, so a parent that ended first also arrived first.
 * @throws FindingFailure parent-ended-first
 */
export function expectWithinParents(run: RunSignals, spans: readonly PlacedSpan[]): void {
  const arrival = new Map(run.spans.map((span, index) => [span, index]));
  for (const placed of spans) {
    const { span, parent } = placed;
    if (parent === undefined || span.kind === 'consumer' || serviceOf(parent) !== serviceOf(placed)) continue;
    const isLate = span.endUnixNano > parent.span.endUnixNano + toleratedNano;
    if (!isLate || arrival.get(span)! < arrival.get(parent.span)!) continue;
    const lateMs = Math.round(Number(span.endUnixNano - parent.span.endUnixNano) / 1_000_000);
    const spot = traceSpot(run, { marked: placed, note: `ended ${lateMs} ms after its parent` });
    fail('parent-ended-first', { name: span.name, parent: parent.span.name, lateMs }, spot);
  }
}

export function rootOf(placed: PlacedSpan): PlacedSpan {
  return above(placed).at(-1) ?? placed;
}

/** With fractions. */
export function durationMs({ span }: PlacedSpan): number {
  return Number(span.endUnixNano - span.startUnixNano) / 1_000_000;
}

/** How long after the first one the second one started, with fractions. */
export function msBetween(first: PlacedSpan, second: PlacedSpan): number {
  return Number(second.span.startUnixNano - first.span.startUnixNano) / 1_000_000;
}

export function byStart(spans: readonly PlacedSpan[]): readonly PlacedSpan[] {
  return spans.toSorted((one, other) => Number(one.span.startUnixNano - other.span.startUnixNano));
}

/** Somebody may have forgotten the kind: it has a route, or a method at the beginning of its name. */
function isLikeRequest({ name, attributes }: Span, methods: ReadonlySet<string>): boolean {
  return attributes['http.route'] !== undefined || methods.has(name.split(' ')[0] ?? '');
}

/** Its parent is a span of whoever sent the request, as far as the headers or its flags tell. */
function isFromCaller({ span }: PlacedSpan, requests: readonly RequestEvidence[]): boolean {
  const parent = span.parentSpanId ?? '';
  return (span.flags & 0x300) === 0x300 || requests.some(({ headers }) => headers['traceparent']?.includes(parent));
}

/** The first request with an answer that fewer spans tell of than there were; undefined when the spans tell of no status. */
function withoutSpan(
  servers: readonly PlacedSpan[],
  requests: readonly RequestEvidence[],
): RequestEvidence | undefined {
  const told = servers.map(({ span }) => span.attributes['http.response.status_code']);
  const answered = requests.map(({ outcome }) => (outcome.kind === 'answered' ? outcome.status : 0));
  const count = (statuses: readonly unknown[], status: number | undefined): number =>
    statuses.filter((each) => each === status).length;
  if (!told.some((status) => typeof status === 'number')) return undefined;
  return requests.find((_, index) => count(told, answered[index]) < count(answered, answered[index]));
}

/** Of too many request spans the one that says least about a request. */
function leastLikeRequest(servers: readonly PlacedSpan[]): PlacedSpan {
  return servers.find(({ span }) => span.attributes['http.route'] === undefined) ?? servers.at(-1)!;
}
