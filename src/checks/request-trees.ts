import type { RequestEvidence } from '../telemetry/evidence.ts';
import { byStart } from './expect-traces.ts';
import { above, type PlacedSpan } from './placed-span.ts';

/** What a program did for one request. */
export interface RequestTree {
  readonly request: RequestEvidence;
  /** The span of kind server that was made for it. */
  readonly server: PlacedSpan;
  /** The root over it, and every other root that was made while it was the only request. */
  readonly roots: readonly PlacedSpan[];
}

/**
 * The trees of the requests that were sent one after another, before all others: their server spans start in that order, and
 * what starts between two of them belongs to the first.
 * @param spans of one program, with at least as many server spans as there are requests
 */
export function treesInTurn(
  spans: readonly PlacedSpan[],
  requests: readonly RequestEvidence[],
): readonly RequestTree[] {
  const servers = serversIn(spans);
  const loose = byStart(spans.filter(({ parent, span }) => parent === undefined && span.kind !== 'server'));
  return requests.map((request, index) => {
    const server = servers[index]!;
    const from = server.span.startUnixNano;
    const to = servers[index + 1]?.span.startUnixNano ?? server.span.endUnixNano + 1n;
    const own = loose.filter(({ span }) => span.startUnixNano >= from && span.startUnixNano < to);
    return { request, server, roots: [...new Set([above(server).at(-1) ?? server, ...own])] };
  });
}

/**
 * The trees of the requests that were sent together, after `countBefore` others. A tree belongs to the request whose value its
 * server span carries; the rest go to the requests that are left.
 */
export function treesTogether(
  spans: readonly PlacedSpan[],
  requests: readonly RequestEvidence[],
  countBefore: number,
  valueOf: (request: RequestEvidence) => string | undefined,
): readonly RequestTree[] {
  const servers = serversIn(spans).slice(countBefore);
  const ownerOf = (server: PlacedSpan): RequestEvidence | undefined =>
    requests.find((request) => hasAttributeValue(server, valueOf(request)));
  const owned = new Set(servers.map(ownerOf));
  const left = requests.filter((request) => !owned.has(request));
  return servers.map((server) => {
    const request = ownerOf(server) ?? left.shift() ?? requests[0]!;
    return { request, server, roots: [above(server).at(-1) ?? server] };
  });
}

/** Whatever the attribute is named. */
export function hasAttributeValue({ span }: PlacedSpan, value: string | undefined): boolean {
  return value !== undefined && Object.values(span.attributes).includes(value);
}

function serversIn(spans: readonly PlacedSpan[]): readonly PlacedSpan[] {
  return byStart(spans.filter(({ span }) => span.kind === 'server'));
}
