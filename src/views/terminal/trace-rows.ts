import type { Trace, TraceNode } from '../../telemetry/derive/trace-tree.ts';

/** One row of a waterfall, with the guides that lead to it from its parent. */
export type TraceRow =
  /** `under`: guides for lines that belong to the span and stand below it. */
  | { readonly kind: 'span'; readonly guide: string; readonly under: string; readonly node: TraceNode }
  /** A parent that spans name and that was not received: drawn so that its children have a place. */
  | { readonly kind: 'missing'; readonly guide: string; readonly spanId: string };

/** All spans of a trace from top to bottom, parents before children. Not recursive, so no depth is too much. */
export function traceRows({ roots }: Pick<Trace, 'roots'>): TraceRow[] {
  const rows: TraceRow[] = [];
  const waiting = branches(roots)
    .map((branch) => sprout(branch, '', '', 0))
    .toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { branch, guide, below, depth } = next;
    const children = 'node' in branch ? branch.node.children : branch.children;
    const under = below + (children.length > 0 ? '│ ' : '  ');
    rows.push(
      'node' in branch
        ? { kind: 'span', guide, under, node: branch.node }
        : { kind: 'missing', guide, spanId: branch.missing },
    );
    for (let index = children.length - 1; index >= 0; index--) {
      waiting.push(childOf(children[index]!, index === children.length - 1, below, depth + 1));
    }
  }
  return rows;
}

type Branch = { readonly node: TraceNode } | { readonly missing: string; readonly children: readonly TraceNode[] };

/** The roots; those whose parent was not received are put together under a place for it. */
function branches(roots: readonly TraceNode[]): Branch[] {
  const orphans = Map.groupBy(roots, missingParent);
  const seen = new Set<string>();
  return roots.flatMap((node): Branch[] => {
    const missing = missingParent(node);
    if (missing === undefined) return [{ node }];
    if (seen.has(missing)) return [];
    seen.add(missing);
    return [{ missing, children: orphans.get(missing) ?? [] }];
  });
}

function missingParent({ fault }: TraceNode): string | undefined {
  return fault?.kind === 'missing-parent' ? fault.parentSpanId : undefined;
}

interface Sprout {
  readonly branch: Branch;
  readonly guide: string;
  /** What stands in front of its children's guides. */
  readonly below: string;
  readonly depth: number;
}

function sprout(branch: Branch, guide: string, below: string, depth: number): Sprout {
  return { branch, guide, below, depth };
}

/** Deeper than this, guides would leave no room for names: the depth is said as a number instead. */
const deepestGuide = 10;

function childOf(node: TraceNode, isLast: boolean, above: string, depth: number): Sprout {
  if (depth > deepestGuide) return sprout({ node }, `${above}(${depth}) `, above, depth);
  return sprout({ node }, above + (isLast ? '└ ' : '├ '), above + (isLast ? '  ' : '│ '), depth);
}
