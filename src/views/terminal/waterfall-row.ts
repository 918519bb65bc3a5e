import type { TraceFault } from '../../telemetry/derive/trace-fault.ts';
import type { Trace } from '../../telemetry/derive/trace-tree.ts';
import type { Span } from '../../telemetry/model.ts';
import { nanoToMs } from '../../telemetry/nano.ts';
import { faultWords } from './fault-words.ts';
import { dim, type Line, type Piece, piece, plain, space } from './line.ts';
import type { MarkedRow } from './marked-table.ts';
import { notesAt, type Remark } from './remark.ts';
import { spanBar } from './span-bar.ts';
import type { TraceRow } from './trace-rows.ts';
import { counted, fineDuration } from './wording.ts';

/** All that rows have in common. */
export interface Scene extends Layout {
  readonly trace: Trace;
  readonly marks: readonly Remark[];
  /** How many log lines name a span, by span id. */
  readonly logs: ReadonlyMap<string, number>;
  readonly faults: ReadonlyMap<string, readonly TraceFault[]>;
}

export interface Layout {
  /** At most. */
  readonly nameColumns: number;
  readonly barColumns: number;
  /** Services are named only where there are several. */
  readonly hasServices: boolean;
  /** Kind, number of logs and events. */
  readonly hasWords: boolean;
}

/** A span with its service, bar, duration and remarks, or the place of a parent that is missing. */
export function waterfallRow(row: TraceRow, scene: Scene): MarkedRow {
  const name = rowName(row);
  if (row.kind === 'missing')
    return {
      cells: [name],
      tail: [piece('unclear', '? never ended or sent, or made elsewhere')],
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
    notes: spanNotes(span, scene.marks),
    below: troubles(span, scene).map((trouble): Line => [dim(row.under), trouble]),
  };
}

/** The name behind its guides. */
function rowName(row: TraceRow): Line {
  if (row.kind === 'missing') return [dim(row.guide), piece('unclear', `(parent ${row.spanId})`)];
  return [dim(row.guide), plain(row.node.span.name === '' ? '(no name)' : row.node.span.name)];
}

export function serviceOf({ resource }: Span): string {
  const name = resource['service.name'];
  return typeof name === 'string' ? name : 'no service.name';
}

export function spanNotes({ traceId, spanId }: Span, marks: readonly Remark[]): string[] {
  return notesAt(marks, (at) => at.signal === 'span' && at.traceId === traceId && at.spanId === spanId);
}

/** Its own error first, then what is wrong with the span as such. */
function troubles({ spanId, status }: Span, { faults }: Scene): Piece[] {
  const reason = status.message === undefined || status.message === '' ? '' : `: ${status.message}`;
  const error = status.code === 'error' ? [piece('failed', `✗ error${reason}`)] : [];
  return [...error, ...(faults.get(spanId) ?? []).map((fault) => piece('unclear', `! ${faultWords(fault)}`))];
}

/** More of a service's name says nothing more. */
const longestService = 14;
