import { spanIdOf, traceIdOf } from '../../telemetry/derive/correlate.ts';
import type { TraceFault } from '../../telemetry/derive/trace-fault.ts';
import type { Trace } from '../../telemetry/derive/trace-tree.ts';
import type { LogLine } from '../../telemetry/model.ts';
import { nanoToMs } from '../../telemetry/nano.ts';
import { excerpt } from './excerpt.ts';
import { dim, emptyLine, fitLine, type Line, strong, wrapLine } from './line.ts';
import { markedTable } from './marked-table.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';
import type { Remark } from './remark.ts';
import type { Column } from './table.ts';
import { type TraceRow, traceRows } from './trace-rows.ts';
import { type Layout, type Scene, serviceOf, spanNotes, waterfallRow } from './waterfall-row.ts';
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
  const columns = [
    { atMost: scene.nameColumns },
    ...(scene.hasServices ? [{}] : []),
    ...timeColumns,
    ...(scene.hasWords ? [wordColumn] : []),
  ];
  const shown = excerpt(rows, limit, (row) => row.kind === 'span' && spanNotes(row.node.span, marks).length > 0);
  const drawn = shown.map((one) => ('item' in one ? { item: waterfallRow(one.item, scene) } : one));
  return paint(
    [...headline(trace, rows, look.width), ...markedTable(drawn, columns, look.width, scaleTitles(scene))],
    look,
  );
}

const timeColumns: readonly Column[] = [{}, { align: 'right' }];
const wordColumn: Column = { shrinks: true };

/** Below this, names and bars need the columns of services and remarks. */
const narrow = 60;

function layoutFor(rows: readonly TraceRow[], width: number): Layout {
  const hasServices = width >= narrow && servicesOf(rows).size > 1;
  const nameColumns = Math.max(8, Math.floor(width * (hasServices ? 0.3 : 0.4)));
  return {
    nameColumns,
    hasServices,
    hasWords: width >= narrow,
    barColumns: Math.max(6, Math.floor(width * (hasServices ? 0.22 : 0.25))),
  };
}

function servicesOf(rows: readonly TraceRow[]): Set<string> {
  return new Set(rows.flatMap((row) => (row.kind === 'span' ? [serviceOf(row.node.span)] : [])));
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
function scaleTitles({ trace, barColumns, hasServices }: Scene): Line[] {
  const end = fineDuration(nanoToMs(trace.endUnixNano - trace.startUnixNano));
  const scale = [dim('0'), ...fitLine([dim(end)], barColumns - 1, 'right')];
  return [emptyLine, ...(hasServices ? [emptyLine] : []), scale];
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
