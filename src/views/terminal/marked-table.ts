import type { Shown } from './excerpt.ts';
import { dim, type Line, lineText, space } from './line.ts';
import { noteLines, remarkSign } from './remark.ts';
import { type Column, columnWidths, gap, type Row, rowLine } from './table.ts';
import { grouped } from './wording.ts';

/** One thing that was observed. */
export interface MarkedRow {
  readonly cells: Row;
  /** The least important: one more cell where there is room for it, a line below where there is not. */
  readonly details?: Line;
  /** Stands behind the cells instead of details and may take the rest of the line. */
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
  const laid = rows.map((row) =>
    'item' in row ? { item: width < narrow ? stacked(row.item) : beside(row.item) } : row,
  );
  const present = laid.flatMap((row) => ('item' in row ? [row.item.cells] : []));
  const all = titles.length > 0 ? [titles, ...present] : present;
  const used = usedColumns([...columns, { shrinks: true }], all);
  const grid: Grid = { columns: used, widths: columnWidths(all, used, width - signColumns), width };
  const drawn = laid.flatMap((row) => ('item' in row ? rowLines(row.item, grid) : [leftOutLine(row.leftOut)]));
  const head =
    titles.length > 0 && present.length > 0 ? [[space(signColumns), ...rowLine(titles, used, grid.widths)]] : [];
  return [...head, ...drawn];
}

/** In place of things that are not shown. */
export function leftOutLine(count: number): Line {
  return [space(signColumns), dim(`… ${grouped(count)} more`)];
}

const signColumns = 2;

/** Below this, details would leave the other cells no room. */
const narrow = 60;

interface Grid {
  readonly columns: readonly Column[];
  readonly widths: readonly number[];
  readonly width: number;
}

function beside({ details, ...row }: MarkedRow): MarkedRow {
  return details === undefined ? row : { ...row, cells: [...row.cells, details] };
}

function stacked({ details, ...row }: MarkedRow): MarkedRow {
  const isThere = details !== undefined && lineText(details) !== '';
  return isThere ? { ...row, below: [[space(gap), ...details], ...(row.below ?? [])] } : row;
}

/** A column that no row reaches takes no room. */
function usedColumns(columns: readonly Column[], rows: readonly Row[]): readonly Column[] {
  return columns.slice(
    0,
    rows.reduce((most, row) => Math.max(most, row.length), 0),
  );
}

function rowLines({ cells, tail, notes, below }: MarkedRow, { columns, widths, width }: Grid): Line[] {
  const line: Line = [
    ...remarkSign(notes),
    ...rowLine(cells, columns, widths),
    ...(tail === undefined ? [] : [space(gap), ...tail]),
  ];
  const besides = (below ?? []).map((one) => [space(signColumns)].concat(one));
  return [line, ...besides, ...noteLines(notes, width, signColumns)];
}
