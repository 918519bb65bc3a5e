import type { LogRecord } from '../../telemetry/model.ts';
import { nanoToMs } from '../../telemetry/nano.ts';
import { attributePieces } from './attributes.ts';
import { clockTime } from './clock-time.ts';
import { excerpt } from './excerpt.ts';
import { accent, dim, type Line, paragraph, plain, space } from './line.ts';
import { levelOfSeverity, levelWord } from './log-level.ts';
import { type MarkedRow, markedTable } from './marked-table.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';
import { notesAt, type Remark } from './remark.ts';

export interface LogRecordsModel {
  readonly records: readonly LogRecord[];
  /** Rows at most. */
  readonly limit: number;
  readonly marks: readonly Remark[];
}

/** OpenTelemetry log records as a table: time, severity, the event's name and body, attributes; trace and span below. */
export function logRecordsView({ records, limit, marks }: LogRecordsModel, look: Look): string[] {
  if (records.length === 0) return paint(paragraph('No log record was received.', look.width, 2, 'dim'), look);
  const notesOf = ({ index }: LogRecord): string[] =>
    notesAt(marks, (at) => at.signal === 'log-record' && at.index === index);
  const shown = excerpt(records, limit, (record) => notesOf(record).length > 0);
  const rows = shown.map((one) => ('item' in one ? { item: row(one.item, notesOf(one.item)) } : one));
  return paint(markedTable(rows, [{}, {}, { shrinks: true }], look.width), look);
}

function row(record: LogRecord, notes: readonly string[]): MarkedRow {
  const { severityNumber, severityText, eventName, body, attributes, traceId, spanId } = record;
  const level =
    severityNumber === 0 && severityText !== undefined
      ? plain(severityText)
      : levelWord(levelOfSeverity(severityNumber));
  const said: Line = [
    ...(eventName === undefined ? [] : [accent(`${eventName} `)]),
    plain(typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)),
  ];
  const below =
    traceId === undefined ? [] : [[space(2), dim(`trace ${traceId}${spanId === undefined ? '' : `  span ${spanId}`}`)]];
  return { cells: [[dim(timeText(record))], [level], said], details: attributePieces(attributes), notes, below };
}

function timeText({ timeUnixNano, observedTimeUnixNano }: LogRecord): string {
  const nano = timeUnixNano === 0n ? observedTimeUnixNano : timeUnixNano;
  return nano === 0n ? 'no time' : (clockTime(nanoToMs(nano)) ?? 'no time');
}
