import type { LogLine, Span } from '../model.ts';

/** The names under which loggers write the ids; the first is the one the course teaches. */
const traceIdFields = ['trace_id', 'traceId', 'traceid', 'trace.id', 'traceID'];
const spanIdFields = ['span_id', 'spanId', 'spanid', 'span.id', 'spanID'];

/** Lower case; undefined when the line carries none. */
export function traceIdOf(log: LogLine): string | undefined {
  return idIn(log, traceIdFields);
}

/** Lower case; undefined when the line carries none. */
export function spanIdOf(log: LogLine): string | undefined {
  return idIn(log, spanIdFields);
}

/** The log lines that were written in a trace, in their order. */
export function logsOfTrace(traceId: string, logs: readonly LogLine[]): LogLine[] {
  const wanted = traceId.toLowerCase();
  return logs.filter((log) => traceIdOf(log) === wanted);
}

/** The span in which a line was written. A line without a trace id is tied by its span id alone, if only one span has it. */
export function spanOfLog(log: LogLine, spans: readonly Span[]): Span | undefined {
  const spanId = spanIdOf(log);
  if (spanId === undefined) return undefined;
  const traceId = traceIdOf(log);
  const same = spans.filter((span) => span.spanId === spanId && (traceId === undefined || span.traceId === traceId));
  return traceId !== undefined || same.length === 1 ? same[0] : undefined;
}

function idIn({ fields }: LogLine, names: readonly string[]): string | undefined {
  for (const name of names) {
    const id = fields?.[name];
    if (typeof id === 'string' && id !== '') return id.toLowerCase();
  }
  return undefined;
}
