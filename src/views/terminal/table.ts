import { emptyLine, fitLine, type Line, lineWidth, space } from './line.ts';

export interface Column {
  readonly align?: 'left' | 'right';
  /** May lose columns when the table is too wide; others keep what they need. */
  readonly shrinks?: true;
  /** Never wider than this, whatever its cells hold. */
  readonly atMost?: number;
}

export type Row = readonly Line[];

/** Rows of cells as aligned lines of at most `width` columns, as far as the columns that shrink allow it. */
export function tableLines(rows: readonly Row[], columns: readonly Column[], width: number): Line[] {
  const widths = columnWidths(rows, columns, width);
  return rows.map((row) => rowLine(row, columns, widths));
}

/** The cells of one row, each cut or filled to its width. A row may end early. */
export function rowLine(row: Row, columns: readonly Column[], widths: readonly number[]): Line {
  return row.flatMap((cell, index) => [
    ...(index === 0 ? [] : [space(gap)]),
    ...fitLine(cell, widths[index] ?? 0, columns[index]?.align),
  ]);
}

/** What each column gets: its widest cell, and less for the widest of those that shrink until all fit. */
export function columnWidths(rows: readonly Row[], columns: readonly Column[], width: number): number[] {
  const widths = columns.map(({ atMost = width }, index) =>
    Math.min(
      width,
      atMost,
      rows.reduce((widest, row) => Math.max(widest, lineWidth(row[index] ?? emptyLine)), 0),
    ),
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
