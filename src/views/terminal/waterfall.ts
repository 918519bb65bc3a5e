import { spanIdOf, traceIdOf } from '../../telemetry/derive/correlate.ts';
import type { TraceFault } from '../../telemetry/derive/trace-fault.ts';
import type { Trace } from '../../telemetry/derive/trace-tree.ts';
import type { LogLine, Span } from '../../telemetry/model.ts';
import { nanoToMs } from '../../telemetry/nano.ts';
import { excerpt } from './excerpt.ts';
import { faultWords } from './fault-words.ts';
import {
  dim,
  emptyLine,
  fitLine,
  type Line,
  lineWidth,
  type Piece,
  piece,
  plain,
  space,
  strong,
  wrapLine,
} from './line.ts';
import { type MarkedRow, markedTable } from './marked-table.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';
import { notesAt, type Remark } from './remark.ts';
import { spanBar } from './span-bar.ts';
import type { Column } from './table.ts';
import { type TraceRow, traceRows } from './trace-rows.ts';
import { counted, fineDuration } from './wording.ts';

export interface WaterfallModel {
  readonly trace: Trace;
  /** Log lines of the run; those that name a span of the trace are counted beside it. */
  readonly logs: readonly LogLine[];
  /** Rows at most; spans with a mark are kept. */
  readonly limit: number;
  readonly marks: readonly Remark[];
}

/** A trace as a tree with bars on one scale of time. What is wrong with a span stands below it; parents that are missing have a row. */
export function waterfallView({ trace, logs, limit, marks }: WaterfallModel, look: Look): string[] {
  const rows = traceRows(trace);
  const scene: Scene = {
    trace,
    marks,
    ...layoutFor(rows, look.width),
    logs: logsBySpan(trace, logs),
    faults: faultsBySpan(trace),
  };
  const columns = [{}, ...(scene.hasServices ? [{}] : []), ...barColumns, ...(scene.hasWords ? [wordColumn] : [])];
  const shown = excerpt(rows, limit, (row) => row.kind === 'span' && notesOn(row.node.span, scene).length > 0);
  const drawn = shown.map((one) => ('item' in one ? { item: drawRow(one.item, scene) } : one));
  return paint(
    [...headline(trace, rows, look.width), ...markedTable(drawn, columns, look.width, scaleTitles(scene))],
    look,
  );
}

const barColumns: readonly Column[] = [{}, { align: 'right' }];
const wordColumn: Column = { shrinks: true };

/** Below this, names and bars need the columns of services and remarks. */
const narrow = 60;

/** All that rows have in common. */
interface Scene extends Layout {
  readonly trace: Trace;
  readonly marks: readonly Remark[];
  /** How many log lines name a span, by span id. */
  readonly logs: ReadonlyMap<string, number>;
  readonly faults: ReadonlyMap<string, readonly TraceFault[]>;
}

interface Layout {
  readonly nameColumns: number;
  readonly barColumns: number;
  /** Services are named only where there are several. */
  readonly hasServices: boolean;
  /** Kind, number of logs and events. */
  readonly hasWords: boolean;
}

function layoutFor(rows: readonly TraceRow[], width: number): Layout {
  const hasServices = width >= narrow && servicesOf(rows).size > 1;
  const longest = rows.reduce((most, row) => Math.max(most, lineWidth(nameLine(row))), 0);
  const nameColumns = Math.max(8, Math.min(longest, Math.floor(width * (hasServices ? 0.32 : 0.4))));
  return { nameColumns, hasServices, hasWords: width >= narrow, barColumns: Math.max(6, Math.floor(width * 0.25)) };
}

function servicesOf(rows: readonly TraceRow[]): Set<string> {
  return new Set(rows.flatMap((row) => (row.kind === 'span' ? [serviceOf(row.node.span)] : [])));
}

function serviceOf({ resource }: Span): string {
  const name = resource['service.name'];
  return typeof name === 'string' ? name : 'no service.name';
}

function headline(
  { traceId, spanCount, startUnixNano, endUnixNano }: Trace,
  rows: readonly TraceRow[],
  width: number,
): Line[] {
  const facts = [
    counted(spanCount, 'span'),
    counted(servicesOf(rows).size, 'service'),
    fineDuration(nanoToMs(endUnixNano - startUnixNano)),
  ];
  return wrapLine([strong(`Trace ${traceId}`), dim(`  ${facts.join(', ')}`)], width);
}

/** Where the bars begin and end, above them. */
function scaleTitles({ trace, barColumns, nameColumns, hasServices }: Scene): Line[] {
  const end = fineDuration(nanoToMs(trace.endUnixNano - trace.startUnixNano));
  const scale = [dim('0'), ...fitLine([dim(end)], barColumns - 1, 'right')];
  return [[space(nameColumns)], ...(hasServices ? [emptyLine] : []), scale];
}

function drawRow(row: TraceRow, scene: Scene): MarkedRow {
  const name = fitLine(nameLine(row), scene.nameColumns);
  if (row.kind === 'missing')
    return {
      cells: [name],
      tail: [piece('unclear', '? not received: never ended, never sent, or made elsewhere')],
      notes: [],
    };
  const { span } = row.node;
  const { spanId } = span;
  const said = [
    ...(span.kind === 'internal' || span.kind === 'unspecified' ? [] : [dim(span.kind)]),
    ...(scene.logs.has(spanId) ? [dim(counted(scene.logs.get(spanId) ?? 0, 'log'))] : []),
    ...(span.events.length > 0 ? [dim(counted(span.events.length, 'event'))] : []),
  ];
  const hasEnded = span.endUnixNano !== 0n;
  return {
    cells: [
      name,
      ...(scene.hasServices ? [[dim(serviceOf(span).slice(0, longestService))]] : []),
      spanBar(span, scene.trace, scene.barColumns),
      [plain(hasEnded ? fineDuration(nanoToMs(span.endUnixNano - span.startUnixNano)) : 'no end')],
      ...(scene.hasWords ? [said.flatMap((one, index) => (index === 0 ? [one] : [space(2), one]))] : []),
    ],
    notes: notesOn(span, scene),
    below: troubles(span, scene).map((trouble): Line => [dim(row.under), trouble]),
  };
}

/** Its own error first, then what is wrong with the span as such. */
function troubles({ spanId, status }: Span, { faults }: Scene): Piece[] {
  const reason = status.message === undefined || status.message === '' ? '' : `: ${status.message}`;
  const error = status.code === 'error' ? [piece('failed', `✗ error${reason}`)] : [];
  return [...error, ...(faults.get(spanId) ?? []).map((fault) => piece('unclear', `! ${faultWords(fault)}`))];
}

/** More of a service's name says nothing more. */
const longestService = 14;

function nameLine(row: TraceRow): Line {
  if (row.kind === 'missing') return [dim(row.guide), piece('unclear', `(parent ${row.spanId})`)];
  return [dim(row.guide), plain(row.node.span.name === '' ? '(no name)' : row.node.span.name)];
}

function notesOn({ traceId, spanId }: Span, { marks }: Pick<Scene, 'marks'>): string[] {
  return notesAt(marks, (at) => at.signal === 'span' && at.traceId === traceId && at.spanId === spanId);
}

function logsBySpan({ traceId }: Trace, logs: readonly LogLine[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const log of logs) {
    const spanId = spanIdOf(log);
    if (spanId !== undefined && (traceIdOf(log) ?? traceId) === traceId)
      counts.set(spanId, (counts.get(spanId) ?? 0) + 1);
  }
  return counts;
}

/** Missing parents are left out: they have a row of their own. */
function faultsBySpan({ faults }: Trace): Map<string, TraceFault[]> {
  return Map.groupBy(
    faults.filter(({ kind }) => kind !== 'missing-parent'),
    ({ spanId }) => spanId,
  );
}
