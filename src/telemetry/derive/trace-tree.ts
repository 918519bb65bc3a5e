import type { Span } from '../model.ts';
import { compareNano, earliestOf, latestOf } from '../nano.ts';
import { linkSpans, type LinkedSpan } from './span-links.ts';
import { timingFaults, type TraceFault } from './trace-fault.ts';

/** All received spans of one trace, as a tree; several trees when parents are missing. */
export interface Trace {
  readonly traceId: string;
  /** By start time. Spans without a parent, then also those whose parent was not received or is their own descendant. */
  readonly roots: readonly TraceNode[];
  /** All that is wrong in it, in the order of the tree. */
  readonly faults: readonly TraceFault[];
  /** Nanoseconds since 1970: the first start, and the last end (or start, of spans that never ended). */
  readonly startUnixNano: bigint;
  readonly endUnixNano: bigint;
  readonly spanCount: number;
}

export interface TraceNode {
  readonly span: Span;
  /** By start time. */
  readonly children: readonly TraceNode[];
  /** 0 for a root. */
  readonly depth: number;
  /** The worst that is wrong with this span; the trace's `faults` have the others too. */
  readonly fault?: TraceFault;
}

/**
 * Put spans together into traces, ordered by start. No span is lost, whatever is wrong with it: each stands in exactly one
 * place of one tree. A span id received twice gives two nodes; children belong to the first.
 */
export function buildTraces(spans: readonly Span[]): Trace[] {
  const traces = [...Map.groupBy(spans, (span) => span.traceId)].map(([traceId, own]) => buildTrace(traceId, own));
  return traces.toSorted((one, other) => compareNano(one.startUnixNano, other.startUnixNano));
}

/** Every node of a trace, parents before children, top to bottom as a picture shows them. Not recursive, so no depth is too much. */
export function* walkTrace(trace: Pick<Trace, 'roots'>): Generator<TraceNode, void, undefined> {
  const waiting = trace.roots.toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    for (let last = node.children.length - 1; last >= 0; last--) waiting.push(node.children[last]!);
  }
}

function buildTrace(traceId: string, spans: readonly Span[]): Trace {
  const { roots, faults } = plant(linkSpans(spans));
  return {
    traceId,
    roots,
    faults,
    startUnixNano: earliestOf(spans.map((span) => span.startUnixNano)),
    endUnixNano: latestOf(spans.flatMap((span) => [span.startUnixNano, span.endUnixNano])),
    spanCount: spans.length,
  };
}

/** Grow the nodes from the roots down, so that each knows its depth. */
function plant(linkedRoots: readonly LinkedSpan[]): { roots: TraceNode[]; faults: TraceFault[] } {
  const roots: TraceNode[] = [];
  const faults: TraceFault[] = [];
  const waiting = linkedRoots.toReversed().map((linked): Seedling => ({ linked, depth: 0, siblings: roots }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { linked, depth, siblings } = next;
    const own = [...linked.faults, ...timingFaults(linked.span, linked.parent?.span)];
    faults.push(...own);
    const children: TraceNode[] = [];
    siblings.push({ span: linked.span, children, depth, ...(own[0] !== undefined && { fault: own[0] }) });
    for (const child of linked.children.toReversed())
      waiting.push({ linked: child, depth: depth + 1, siblings: children });
  }
  return { roots, faults };
}

interface Seedling {
  readonly linked: LinkedSpan;
  readonly depth: number;
  /** The list the new node joins. */
  readonly siblings: TraceNode[];
}
