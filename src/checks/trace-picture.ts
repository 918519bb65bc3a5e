import type { Span } from '../telemetry/model.ts';
import type { Spot } from './finding.ts';
import { above, below, isOrphan, serviceOf, type PlacedSpan } from './placed-span.ts';
import type { OfRun } from './spot.ts';

export interface TracePicture {
  /** The wrong span. */
  readonly marked: PlacedSpan;
  /** What part of its line the carets stand under; all of it when left out. */
  readonly part?: 'kind';
  readonly note: string;
  /** Whose spans are drawn, for the learner: `order-1`. */
  readonly request?: string;
  /** What is drawn; the tree it stands in when left out. */
  readonly roots?: readonly PlacedSpan[];
  /** How many spans are drawn; ten when left out. */
  readonly most?: number;
}

/**
 * The tree a span stands in, or the trees that should be one, drawn small, with the caret under the wrong span:
 *
 *     POST /orders (server)
 *     └─ POST /boxes (client)
 *        └─ POST /payments (client)
 *           ^^^^^^^^^^^^^^^^^^^^^^^ inside the call to the kitchen
 */
export function traceSpot(run: OfRun, picture: TracePicture): Spot {
  const { marked, part, note, request, most = mostSpans } = picture;
  const roots = picture.roots ?? [above(marked).at(-1) ?? marked];
  const rows = drawForest(roots, marked, most);
  const line = rows.findIndex((row) => row.placed === marked);
  const { branch, words } = rows[line]!;
  const { kind, traceId, spanId } = marked.span;
  const from = part === 'kind' ? words.lastIndexOf(` (${kind}`) + 2 : 0;
  const to = part === 'kind' ? from + kind.length : words.length;
  return {
    at: { signal: 'span', run: run.name, traceId, spanId },
    saw: {
      label: request === undefined ? (roots.length === 1 ? 'a trace' : 'traces') : `spans of ${request}`,
      text: rows.map((row) => row.branch + row.words).join('\n'),
      mark: { line, from: branch.length + from, to: branch.length + to, note },
    },
  };
}

/** A tree with more lines is no longer taken in at a glance. */
const mostSpans = 10;

/** Longer names are cut: the shape of the tree is the point. */
const longestName = 60;

interface Row {
  readonly branch: string;
  readonly words: string;
  readonly placed?: PlacedSpan;
}

function drawForest(roots: readonly PlacedSpan[], marked: PlacedSpan, most: number): readonly Row[] {
  const chosen = choose(roots, marked, most);
  const tops = [...chosen].filter(({ parent }) => parent === undefined || !chosen.has(parent));
  const isAcrossTraces = new Set(tops.map(({ span }) => span.traceId)).size > 1;
  const isAcrossServices = new Set([...chosen].map(serviceOf)).size > 1;
  const wordsOf = (placed: PlacedSpan): string => {
    const { span } = placed;
    const details: string[] = [span.kind];
    if (isAcrossServices) details.push(serviceOf(placed));
    if (isAcrossTraces && tops.includes(placed)) details.push(`trace ${span.traceId.slice(0, 8)}`);
    if (isOrphan(placed) && !isRemoteChild(span))
      details.push(`its parent ${span.parentSpanId?.slice(0, 8)} never arrived`);
    return `${shortName(span.name)} (${details.filter(Boolean).join(', ')})`;
  };
  const drawBelow = ({ children }: PlacedSpan, indent: string): Row[] => {
    const drawn = children.filter((child) => chosen.has(child));
    const hidden = countSpans(children.filter((child) => !chosen.has(child)));
    const rows = drawn.flatMap((child, index): Row[] => {
      const isLast = index === drawn.length - 1 && hidden === 0;
      const words = wordsOf(child);
      return [
        { branch: `${indent}${isLast ? '└─ ' : '├─ '}`, words, placed: child },
        ...drawBelow(child, `${indent}${isLast ? '   ' : '│  '}`),
      ];
    });
    return hidden === 0 ? rows : [...rows, { branch: `${indent}└─ `, words: more(hidden) }];
  };
  const rows = tops.flatMap((top): Row[] => [{ branch: '', words: wordsOf(top), placed: top }, ...drawBelow(top, '')]);
  const hidden = countSpans(roots.filter((root) => !chosen.has(root)));
  return hidden === 0 ? rows : [...rows, { branch: '', words: more(hidden) }];
}

/** The marked span and the way to it, then as much of the rest as there is room for. */
function choose(roots: readonly PlacedSpan[], marked: PlacedSpan, most: number): ReadonlySet<PlacedSpan> {
  const way = [marked, ...above(marked)].slice(0, most);
  const others = roots.flatMap((root) => [root, ...below(root)]).filter((placed) => !way.includes(placed));
  const chosen = new Set([...way, ...others.slice(0, most - way.length)]);
  const inOrder = roots.flatMap((root) => [root, ...below(root)]);
  return new Set([...inOrder.filter((placed) => chosen.has(placed)), ...way]);
}

/** Its parent is known to be another program's, perhaps somebody's whose spans go elsewhere (bits 8 and 9 of the flags). */
function isRemoteChild({ flags }: Span): boolean {
  return (flags & 0x300) === 0x300;
}

function countSpans(spans: readonly PlacedSpan[]): number {
  return spans.reduce((sum, placed) => sum + 1 + below(placed).length, 0);
}

function more(count: number): string {
  return `… ${count} more span${count === 1 ? '' : 's'}`;
}

function shortName(name: string): string {
  const line = name.replaceAll(/\s+/g, ' ');
  return line.length > longestName ? `${line.slice(0, longestName)}…` : line;
}
