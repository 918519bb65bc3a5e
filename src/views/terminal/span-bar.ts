import type { Trace } from '../../telemetry/derive/trace-tree.ts';
import type { Span } from '../../telemetry/model.ts';
import { type Line, piece, space } from './line.ts';

/** The time of a span on the scale of its trace: never shorter than one column. A span that never ended gets a broken line. */
export function spanBar(span: Span, { startUnixNano, endUnixNano }: Trace, columns: number): Line {
  const wholeNano = Number(endUnixNano - startUnixNano);
  const columnOf = (nano: bigint): number => (wholeNano > 0 ? (Number(nano - startUnixNano) / wholeNano) * columns : 0);
  const hasEnded = span.endUnixNano !== 0n;
  const from = Math.max(0, Math.min(columns - 1, Math.floor(columnOf(span.startUnixNano))));
  const end = hasEnded ? Math.ceil(columnOf(span.endUnixNano)) : columns;
  const length = Math.max(1, Math.min(columns, end) - from);
  const sign = !hasEnded ? '╌' : span.endUnixNano < span.startUnixNano ? '╳' : '━';
  return [
    space(from),
    piece(span.status.code === 'error' ? 'failed' : 'accent', sign.repeat(length)),
    space(columns - from - length),
  ];
}
