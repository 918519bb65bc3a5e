import type { Shown } from './excerpt.ts';
import { dim, type Line, space } from './line.ts';
import { noteLines, remarkSign } from './remark.ts';
import { type Column, columnWidths, gap, type Row, rowLine } from './table.ts';
import { grouped } from './wording.ts';

/** One thing that was observed. */
export interface MarkedRow {
  readonly cells: Row;
  /** Stands behind the cells and may take the rest of the line. */
  readonly tail?: Line;
  /** What failed checks say of it. */
  readonly notes: readonly string[];
  /** Lines about it below, before the notes. */
  readonly below?: readonly Line[];
}

/** Observed things as aligned rows; those a check judged have a `>` in front and its note below. `titles` may stand above. */
export function markedTable(
  rows: readonly Shown<MarkedRow>[],
  columns: readonly Column[],
  width: number,
  titles: Row = [],
): Line[] {
  const inner = width - signColumns;
  const present = rows.flatMap((row) => ('item' in row ? [row.item.cells] : []));
  const widths = columnWidths(titles.length > 0 ? [titles, ...present] : present, columns, inner);
  const drawn = rows.flatMap((row) =>
    'item' in row ? rowLines(row.item, columns, widths, width) : [leftOutLine(row.leftOut)],
  );
  return titles.length > 0 && present.length > 0
    ? [[space(signColumns), ...rowLine(titles, columns, widths)], ...drawn]
    : drawn;
}

const signColumns = 2;

function rowLines(
  { cells, tail, notes, below }: MarkedRow,
  columns: readonly Column[],
  widths: readonly number[],
  width: number,
): Line[] {
  const row = rowLine(cells, columns, widths);
  const line: Line = [...remarkSign(notes), ...row, ...(tail === undefined ? [] : [space(gap), ...tail])];
  const besides = (below ?? []).map((one) => [space(signColumns)].concat(one));
  return [line, ...besides, ...noteLines(notes, width, signColumns)];
}

export function leftOutLine(count: number): Line {
  return [space(signColumns), dim(`… ${grouped(count)} more`)];
}
