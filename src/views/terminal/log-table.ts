import type { LogLine } from '../../telemetry/model.ts';
import { attributePieces } from './attributes.ts';
import { attemptTime, clockTime } from './clock-time.ts';
import { excerpt } from './excerpt.ts';
import { dim, type Line, piece, plain, space, paragraph } from './line.ts';
import { levelWord } from './log-level.ts';
import { type MarkedRow, markedTable } from './marked-table.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';
import { notesAt, type Remark } from './remark.ts';
import type { Column } from './table.ts';

export interface LogTableModel {
  readonly logs: readonly LogLine[];
  /** Rows at most; lines with a mark are kept, wherever they are. */
  readonly limit: number;
  readonly marks: readonly Remark[];
}

/** Log lines as a table: line, time, level, message, fields. What is no log line is shown as it is, with what is odd about it. */
export function logTableView({ logs, limit, marks }: LogTableModel, look: Look): string[] {
  if (logs.length === 0) return paint(paragraph('Nothing was written to stdout.', look.width, 2, 'dim'), look);
  const notesOf = (line: LogLine): string[] =>
    notesAt(marks, (at) => at.signal === 'stdout' && at.program === line.program && at.line === line.line);
  const parts: Parts = {
    program: new Set(logs.map(({ program }) => program)).size > 1,
    time: look.width >= narrow,
  };
  const shown = excerpt(logs, limit, (line) => notesOf(line).length > 0, Math.floor(limit / 4));
  const rows = shown.map((one) => ('item' in one ? { item: row(one.item, notesOf(one.item), parts) } : one));
  return paint(markedTable(rows, columnsFor(parts), look.width), look);
}

/** Below this the message needs the columns of the time. */
const narrow = 60;

/** Columns that are not always there. */
interface Parts {
  readonly program: boolean;
  readonly time: boolean;
}

function columnsFor({ program, time }: Parts): Column[] {
  return [
    ...(program ? [{}] : []),
    { align: 'right' },
    ...(time ? [{}] : []),
    {},
    { shrinks: true },
    { shrinks: true },
  ];
}

function row(line: LogLine, notes: readonly string[], { program, time }: Parts): MarkedRow {
  const start: Line[] = [
    ...(program ? [[dim(line.program)]] : []),
    [dim(String(line.line))],
    ...(time ? [[dim(timeText(line))]] : []),
    [levelWord(line.level)],
  ];
  const below = line.oddities.map(({ text }): Line => [space(2), piece('unclear', `! ${text}`)]);
  if (line.fields === undefined) return { cells: start, tail: [plain(line.text)], notes, below };
  return { cells: [...start, [plain(line.message ?? '')]], details: attributePieces(otherFields(line)), notes, below };
}

function timeText({ timeMs, atMs }: LogLine): string {
  return (timeMs === undefined ? undefined : clockTime(timeMs)) ?? attemptTime(atMs);
}

/** Without the fields that have a column of their own. */
function otherFields({ fields = {}, level, timeMs, message }: LogLine): NonNullable<LogLine['fields']> {
  const hidden = new Set([
    ...(level === undefined ? [] : ['level', 'severity', 'lvl']),
    ...(timeMs === undefined ? [] : ['time', 'timestamp', 'ts', '@timestamp']),
    ...(message === undefined ? [] : ['msg', 'message']),
  ]);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !hidden.has(name)));
}
