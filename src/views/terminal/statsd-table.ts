import type { StatsdMetric } from '../../telemetry/model.ts';
import { attributePieces } from './attributes.ts';
import { excerpt } from './excerpt.ts';
import { dim, paragraph, plain } from './line.ts';
import { type MarkedRow, markedTable } from './marked-table.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';
import { notesAt, type Remark } from './remark.ts';
import type { Column } from './table.ts';

export interface StatsdTableModel {
  readonly metrics: readonly StatsdMetric[];
  /** Rows at most. */
  readonly limit: number;
  readonly marks: readonly Remark[];
}

/** DogStatsD values in the order of arrival: name, type, values, sample rate, tags. */
export function statsdTableView({ metrics, limit, marks }: StatsdTableModel, look: Look): string[] {
  if (metrics.length === 0)
    return paint(paragraph('No datagram with a metric was received.', look.width, 2, 'dim'), look);
  const notesOf = ({ datagram }: StatsdMetric): string[] =>
    notesAt(marks, (at) => at.signal === 'datagram' && at.index === datagram);
  const shown = excerpt(metrics, limit, (metric) => notesOf(metric).length > 0);
  const rows = shown.map((one) => ('item' in one ? { item: row(one.item, notesOf(one.item)) } : one));
  const columns: readonly Column[] = [{ shrinks: true }, {}, { align: 'right', shrinks: true }, {}];
  return paint(markedTable(rows, columns, look.width), look);
}

function row({ name, type, values, sampleRate, tags }: StatsdMetric, notes: readonly string[]): MarkedRow {
  const rate = sampleRate === 1 ? '' : `@${sampleRate}`;
  return {
    cells: [[plain(name)], [dim(type)], [plain(values.join(' '))], [dim(rate)]],
    details: attributePieces(tags),
    notes,
  };
}
