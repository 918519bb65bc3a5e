import { walkTrace, type Trace, type TraceNode } from '../telemetry/derive/trace-tree.ts';
import type { Span } from '../telemetry/model.ts';

/** A span that knows what it stands under. */
export interface PlacedSpan {
  readonly span: Span;
  /** Absent for a root, and where the parent never arrived. */
  readonly parent?: PlacedSpan;
  /** By start time, then by name. */
  readonly children: readonly PlacedSpan[];
}

/** Every span of the traces, parents before their children. The same list of traces gives the same objects, so they can be compared. */
export function placeSpans(traces: readonly Pick<Trace, 'roots'>[]): readonly PlacedSpan[] {
  const placed = placedOf.get(traces) ?? traces.flatMap(placeTrace);
  placedOf.set(traces, placed);
  return placed;
}

const placedOf = new WeakMap<readonly Pick<Trace, 'roots'>[], readonly PlacedSpan[]>();

/** All that stands under it, in the order of the tree. */
export function below(placed: PlacedSpan): readonly PlacedSpan[] {
  const found: PlacedSpan[] = [];
  const waiting = placed.children.toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    found.push(next);
    waiting.push(...next.children.toReversed());
  }
  return found;
}

/** What it stands under, from its parent up to the root. */
export function above(placed: PlacedSpan): readonly PlacedSpan[] {
  const found: PlacedSpan[] = [];
  for (let next = placed.parent; next !== undefined; next = next.parent) found.push(next);
  return found;
}

/** It says that it has a parent, but that one was not received. */
export function isOrphan({ span, parent }: PlacedSpan): boolean {
  return span.parentSpanId !== undefined && parent === undefined;
}

/** Who sent it; empty text when nobody says. */
export function serviceOf({ span }: PlacedSpan): string {
  const service = span.resource['service.name'];
  return typeof service === 'string' ? service : '';
}

function placeTrace(trace: Pick<Trace, 'roots'>): readonly PlacedSpan[] {
  const byNode = new Map<TraceNode, Growing>();
  for (const node of walkTrace(trace)) {
    const placed = byNode.get(node) ?? { span: node.span, children: [] };
    byNode.set(node, placed);
    for (const child of node.children.toSorted(byStartAndName)) {
      const grown: Growing = { span: child.span, parent: placed, children: [] };
      placed.children.push(grown);
      byNode.set(child, grown);
    }
  }
  return [...byNode.values()];
}

/** Start times are whole milliseconds as a rule, so spans that were started together share one. */
function byStartAndName({ span: one }: TraceNode, { span: other }: TraceNode): number {
  return Number(one.startUnixNano - other.startUnixNano) || one.name.localeCompare(other.name, 'en');
}

interface Growing extends PlacedSpan {
  readonly children: Growing[];
}
