import type { Span } from '../model.ts';
import { compareNano } from '../nano.ts';
import type { TraceFault } from './trace-fault.ts';

/** A span tied to its parent and children: a tree, whatever was received. */
export interface LinkedSpan {
  readonly span: Span;
  readonly parent?: LinkedSpan;
  /** By start time. */
  readonly children: readonly LinkedSpan[];
  /** What was wrong with the ids. */
  readonly faults: readonly TraceFault[];
}

/**
 * Tie the spans of one trace together.
 * @returns the roots, by start time
 */
export function linkSpans(spans: readonly Span[]): readonly LinkedSpan[] {
  const links = spans.map((span): Link => ({ span, children: [], faults: [] }));
  const byId = new Map<string, Link>();
  for (const link of links) {
    const { spanId } = link.span;
    if (byId.has(spanId)) link.faults.push({ kind: 'duplicate-span-id', spanId });
    else byId.set(spanId, link);
  }
  for (const link of links) findParent(link, byId);
  cutCycles(links);

  const roots: Link[] = [];
  for (const link of links.toSorted(byStart)) (link.parent?.children ?? roots).push(link);
  return roots;
}

interface Link extends LinkedSpan {
  parent?: Link;
  readonly children: Link[];
  readonly faults: TraceFault[];
}

function byStart(one: Link, other: Link): number {
  return compareNano(one.span.startUnixNano, other.span.startUnixNano);
}

function findParent(link: Link, byId: ReadonlyMap<string, Link>): void {
  const { spanId, parentSpanId } = link.span;
  if (parentSpanId === undefined) return;
  const parent = byId.get(parentSpanId);
  if (parent === undefined) link.faults.unshift({ kind: 'missing-parent', spanId, parentSpanId });
  else link.parent = parent;
}

/** Follow the parents of each span; whoever comes back to itself loses its parent, at the earliest span of the circle. */
function cutCycles(links: readonly Link[]): void {
  const walkOf = new Map<Link, number>();
  links.forEach((start, walk) => {
    let link: Link | undefined = start;
    while (link !== undefined && !walkOf.has(link)) {
      walkOf.set(link, walk);
      link = link.parent;
    }
    if (link !== undefined && walkOf.get(link) === walk) cut(link);
  });
}

function cut(member: Link): void {
  const circle = [member];
  for (let link = member.parent; link !== undefined && link !== member; link = link.parent) circle.push(link);
  const first = circle.toSorted(byStart)[0]!;
  delete first.parent;
  first.faults.unshift({
    kind: 'cycle',
    spanId: first.span.spanId,
    spanIds: circle.map((link) => link.span.spanId),
  });
}
