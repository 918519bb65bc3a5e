import { endingOf } from '../telemetry/derive/ending.ts';
import type { OutputLine, ProgramEvidence, RequestEvidence, StubCallEvidence } from '../telemetry/evidence.ts';
import type { LogLine, LogRecord, Sample, Scrape, Span } from '../telemetry/model.ts';
import type { Spot } from './finding.ts';

/** Names the run a spot belongs to; every `RunSignals` fits. */
export interface OfRun {
  readonly name: string;
}

/** Where the caret goes: under a stretch, a field, some text, or where a missing field would have stood; else nowhere. */
export interface LogMark {
  /** UTF-16 offset; to the end of the line when `to` is left out. */
  readonly from?: number;
  readonly to?: number;
  readonly field?: string;
  readonly text?: string;
  readonly missing?: string;
  readonly note?: string;
}

/** A line of stdout. With a note and nothing else, the whole line is marked. */
export function logSpot(run: OfRun, log: LogLine, mark: LogMark = {}): Spot {
  const spot = rangeOfMark(log.text, mark);
  const note = mark.note ?? (mark.missing === undefined ? '' : `no ${mark.missing} here`);
  return {
    at: { signal: 'stdout', run: run.name, program: log.program, line: log.line, ...spot },
    saw: {
      label: `line ${log.line}`,
      text: log.text,
      ...(spot ? { mark: { ...spot, note } } : {}),
    },
  };
}

function rangeOfMark(line: string, mark: LogMark): { from: number; to: number } | undefined {
  const end = Math.max(0, line.trimEnd().length - 1);
  if (mark.from !== undefined) return { from: mark.from, to: mark.to ?? Math.max(mark.from + 1, line.length) };
  if (mark.missing !== undefined) return { from: end, to: end + 1 };
  if (mark.field !== undefined) return rangeOfField(line, mark.field);
  if (mark.text !== undefined && line.includes(mark.text))
    return { from: line.indexOf(mark.text), to: line.indexOf(mark.text) + mark.text.length };
  return mark.note === undefined ? undefined : { from: 0, to: Math.max(1, line.length) };
}

/**
 * Several lines of stdout, one after another: an event that was torn apart.
 * @param marked the position of the line that the note is about; the last one when left out
 */
export function logLinesSpot(run: OfRun, logs: readonly LogLine[], note: string, marked = logs.length - 1): Spot {
  const [first] = logs;
  const last = logs.at(-1);
  const about = logs[marked];
  if (!first || !last || !about) return {};
  return {
    at: { signal: 'stdout', run: run.name, program: first.program, line: first.line },
    saw: {
      label: first.line === last.line ? `line ${first.line}` : `lines ${first.line}-${last.line}`,
      text: logs.map((log) => log.text).join('\n'),
      mark: { line: marked, from: about.text.search(/\S|$/), to: Math.max(1, about.text.length), note },
    },
  };
}

export function stderrSpot(run: OfRun, program: ProgramEvidence, index: number, note = ''): Spot {
  const line: OutputLine | undefined = program.stderr.lines[index];
  if (!line) return {};
  return {
    at: { signal: 'stderr', run: run.name, program: program.name, line: index + 1 },
    saw: {
      label: `stderr, line ${index + 1}`,
      text: line.text,
      ...(note === '' ? {} : { mark: { from: 0, to: Math.max(1, line.text.length), note } }),
    },
  };
}

export function exitSpot(run: OfRun, program: ProgramEvidence): Spot {
  const { exit } = program;
  return {
    at: { signal: 'exit', run: run.name, program: program.name },
    saw: {
      label: `${program.name} ended`,
      text: `${endingOf(exit)} (${exit.reason})`,
    },
  };
}

export function requestSpot(run: OfRun, request: RequestEvidence): Spot {
  return {
    at: { signal: 'request', run: run.name, request: request.name },
    saw: {
      label: request.name,
      text: `${request.method} ${request.path}${shortBody(request.body)}\n→ ${outcomeText(request)}`,
    },
  };
}

export function stubCallSpot(run: OfRun, call: StubCallEvidence, index: number): Spot {
  return {
    at: { signal: 'stub-call', run: run.name, index },
    saw: {
      label: `call to ${call.stub}`,
      text: `${call.method} ${call.path}${shortBody(call.body)}\n→ ${call.answer}`,
    },
  };
}

/** A line of a scrape. */
export function scrapeSpot(run: OfRun, scrape: Scrape, line: number, note = ''): Spot {
  const text = scrape.lines[line - 1] ?? '';
  return {
    at: { signal: 'scrape', run: run.name, scrape: scrape.name, line },
    saw: {
      label: `/metrics (${scrape.name}), line ${line}`,
      text,
      ...(note === '' ? {} : { mark: { from: 0, to: Math.max(1, text.length), note } }),
    },
  };
}

export function sampleSpot(run: OfRun, scrape: Scrape, sample: Sample, note = ''): Spot {
  return scrapeSpot(run, scrape, sample.line, note);
}

/** A span, said in one line: `span "POST /orders" (server) of orders, parent 55d8…`. */
export function spanSpot(run: OfRun, span: Span, note = ''): Spot {
  const text = spanText(span);
  return {
    at: { signal: 'span', run: run.name, traceId: span.traceId, spanId: span.spanId },
    saw: {
      label: `span ${span.name}`,
      text,
      ...(note === '' ? {} : { mark: { from: 0, to: text.length, note } }),
    },
  };
}

/** The attributes of a span as JSON, with the caret under one of them or where one is missing. */
export function attributeSpot(run: OfRun, span: Span, mark: LogMark): Spot {
  const text = JSON.stringify(span.attributes);
  const spot = rangeOfMark(text, mark);
  const note = mark.note ?? (mark.missing === undefined ? '' : `no ${mark.missing} here`);
  return {
    at: { signal: 'span', run: run.name, traceId: span.traceId, spanId: span.spanId },
    saw: { label: `attributes of ${span.name} (${span.kind})`, text, ...(spot ? { mark: { ...spot, note } } : {}) },
  };
}

export function logRecordSpot(run: OfRun, record: LogRecord): Spot {
  return {
    at: { signal: 'log-record', run: run.name, index: record.index },
    saw: { label: `log record ${record.index + 1}`, text: JSON.stringify(record.body ?? null) },
  };
}

function spanText(span: Span): string {
  const service = span.resource['service.name'];
  const from = typeof service === 'string' ? ` of ${service}` : '';
  const parent = span.parentSpanId === undefined ? 'no parent' : `parent ${span.parentSpanId.slice(0, 8)}`;
  return `"${span.name}" (${span.kind})${from}, trace ${span.traceId.slice(0, 8)}, span ${span.spanId.slice(0, 8)}, ${parent}`;
}

function outcomeText(request: RequestEvidence): string {
  const { outcome } = request;
  switch (outcome.kind) {
    case 'answered':
      return `${outcome.status}${shortBody(outcome.body)}`;
    case 'aborted':
      return 'the client hung up';
    case 'timed-out':
      return 'no answer in time';
    case 'failed':
      return `no answer: ${outcome.error}`;
  }
}

const longestQuotedBody = 120;

function shortBody(body: string): string {
  if (body === '') return '';
  const line = body.replaceAll(/\s+/g, ' ').trim();
  return ` ${line.length > longestQuotedBody ? `${line.slice(0, longestQuotedBody)}…` : line}`;
}

/** Where `"field": value` stands in the raw text; undefined when it is not to be found at the top level or below. */
function rangeOfField(text: string, field: string): { from: number; to: number } | undefined {
  const key = JSON.stringify(field);
  for (let from = text.indexOf(key); from >= 0; from = text.indexOf(key, from + 1)) {
    const rest = text.slice(from + key.length);
    const colon = /^\s*:/.exec(rest)?.[0].length;
    // Without a colon it is a value that is spelt like the field.
    if (colon !== undefined) return { from, to: from + key.length + colon + valueLength(rest.slice(colon)) };
  }
  return undefined;
}

/** Length of the JSON value that a text begins with: the longest prefix that parses, tried at each place it could end. */
function valueLength(text: string): number {
  for (const end of text.matchAll(/[,}\]]/g)) {
    if (parses(text.slice(0, end.index))) return end.index;
  }
  return text.length;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
