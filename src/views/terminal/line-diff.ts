/** One line of two texts laid together: in both, only in the first, or only in the second. */
export interface DiffLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** The fewest lines to take out and put in that make `before` into `after`, found the way Myers does.
 *  @see https://doi.org/10.1007/BF01840446 */
export function lineDiff(before: readonly string[], after: readonly string[]): DiffLine[] {
  const start = sharedLength(before, after);
  const end = Math.min(
    sharedLength(before.toReversed(), after.toReversed()),
    Math.min(before.length, after.length) - start,
  );
  const middle = editsBetween(before.slice(start, before.length - end), after.slice(start, after.length - end));
  return [...before.slice(0, start).map(inBoth), ...middle, ...before.slice(before.length - end).map(inBoth)];
}

/** Texts with more differences than this have nothing in common that helps; and the search takes time with its square. */
const mostEdits = 1000;

const inBoth = (text: string): DiffLine => ({ sign: ' ', text });
const removed = (text: string): DiffLine => ({ sign: '-', text });
const added = (text: string): DiffLine => ({ sign: '+', text });

function sharedLength(before: readonly string[], after: readonly string[]): number {
  const first = before.findIndex((line, index) => line !== after[index]);
  return first === -1 ? before.length : first;
}

function editsBetween(before: readonly string[], after: readonly string[]): DiffLine[] {
  const rounds = furthestReaches(before, after);
  return rounds === undefined ? [...before.map(removed), ...after.map(added)] : walkedBack(rounds, before, after);
}

/** By diagonal (lines of `before` minus lines of `after`), how far `before` has been read. */
type Reach = ReadonlyMap<number, number>;

/** For 0, 1, 2, … edits: how far one gets on each diagonal, until both ends are reached. */
function furthestReaches(before: readonly string[], after: readonly string[]): Reach[] | undefined {
  const rounds: Reach[] = [];
  let reach: Reach = new Map([[1, 0]]);
  for (let edits = 0; edits <= mostEdits; edits++) {
    const next = new Map<number, number>();
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let row = isInsertion(reach, diagonal, edits)
        ? (reach.get(diagonal + 1) ?? 0)
        : (reach.get(diagonal - 1) ?? 0) + 1;
      while (row < before.length && row - diagonal < after.length && before[row] === after[row - diagonal]) row++;
      next.set(diagonal, row);
      if (row >= before.length && row - diagonal >= after.length) return [...rounds, reach];
    }
    rounds.push(reach);
    reach = next;
  }
  return undefined;
}

function isInsertion(reach: Reach, diagonal: number, edits: number): boolean {
  return diagonal === -edits || (diagonal !== edits && (reach.get(diagonal - 1) ?? 0) < (reach.get(diagonal + 1) ?? 0));
}

/** From both ends back to the beginning, along the way that was found. */
function walkedBack(rounds: readonly Reach[], before: readonly string[], after: readonly string[]): DiffLine[] {
  const lines: DiffLine[] = [];
  let row = before.length;
  let column = after.length;
  for (const [edits, reach] of [...rounds.entries()].toReversed()) {
    const diagonal = row - column;
    const from = isInsertion(reach, diagonal, edits) ? diagonal + 1 : diagonal - 1;
    const fromRow = reach.get(from) ?? 0;
    const fromColumn = fromRow - from;
    while (row > fromRow && column > fromColumn) {
      row--;
      column--;
      lines.push(inBoth(before[row] ?? ''));
    }
    if (edits === 0) break;
    lines.push(row === fromRow ? added(after[--column] ?? '') : removed(before[--row] ?? ''));
  }
  return lines.toReversed();
}
