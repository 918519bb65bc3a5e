import { cutLine, emptyLine, type Line, lineWidth, padLine, space } from './line.ts';

export interface Column {
  readonly align?: 'left' | 'right';
  /** May lose columns when the table is too wide; others keep what they need. */
  readonly shrinks?: true;
}

/** Rows of cells as aligned lines of at most `width` columns, as far as the columns that shrink allow it. */
export function tableLines(rows: readonly (readonly Line[])[], columns: readonly Column[], width: number): Line[] {
  const widths = columnWidths(rows, columns, width);
  return rows.map((row) =>
    columns.flatMap(({ align }, index) => {
      const cell = padLine(cutLine(row[index] ?? emptyLine, widths[index] ?? 0), widths[index] ?? 0, align);
      return index === 0 ? cell : [space(gap), ...cell];
    }),
  );
}

/** What each column gets: its widest cell, and less for the widest of those that shrink until all fit. */
export function columnWidths(rows: readonly (readonly Line[])[], columns: readonly Column[], width: number): number[] {
  const widths = columns.map((_, index) =>
    rows.reduce((widest, row) => Math.max(widest, Math.min(width, lineWidth(row[index] ?? emptyLine))), 0),
  );
  let excess = widths.reduce((sum, one) => sum + one, gap * (columns.length - 1)) - width;
  while (excess > 0) {
    const widest = widestThatShrinks(widths, columns);
    if (widest === undefined) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess--;
  }
  return widths;
}

/** Columns of air between two cells. */
export const gap = 2;

/** A cell narrower than this says nothing any more. */
const narrowest = 4;

function widestThatShrinks(widths: readonly number[], columns: readonly Column[]): number | undefined {
  const candidates = widths.flatMap((width, index) => (columns[index]?.shrinks && width > narrowest ? [index] : []));
  return candidates.reduce<number | undefined>(
    (widest, index) => (widest === undefined || (widths[index] ?? 0) > (widths[widest] ?? 0) ? index : widest),
    undefined,
  );
}
