import type { JsonObject } from '../kernel/json.ts';
import { buildTraces, type Trace } from './derive/trace-tree.ts';
import type { ProgramEvidence, RequestEvidence, RunEvidence, StubCallEvidence } from './evidence.ts';
import type { LogLine, LogRecord, OtelMetric, Scrape, Span } from './model.ts';
import { named } from './named.ts';
import { parseDatagrams, type StatsdReading } from './parse/dogstatsd.ts';
import { parseEmf, type EmfReading } from './parse/emf.ts';
import { parseLogLines } from './parse/ndjson.ts';
import { readLogRecords, readMetrics, readSpans } from './parse/otlp-read.ts';
import { parsePrometheusText } from './parse/prometheus-text.ts';

/**
 * What one run emitted, read. Each part is read when it is first asked for.
 * Names that are asked for and not there are a bug in a check: a RangeError that lists the names there are.
 */
export interface RunSignals {
  readonly name: string;
  readonly evidence: RunEvidence;
  program(name: string): ProgramEvidence;
  /** stdout of all programs, in the order of arrival. */
  readonly logs: readonly LogLine[];
  logsOf(program: string): readonly LogLine[];
  readonly requests: readonly RequestEvidence[];
  request(name: string): RequestEvidence;
  readonly scrapes: readonly Scrape[];
  scrape(name: string): Scrape;
  /** Of OTLP bodies sent to /v1/traces, in the order of arrival. Bodies sent elsewhere are lost, as in real life. */
  readonly spans: readonly Span[];
  readonly traces: readonly Trace[];
  readonly logRecords: readonly LogRecord[];
  /** The last export of each; delta exports are added up. */
  readonly otelMetrics: readonly OtelMetric[];
  /** What was wrong with OTLP bodies and with the spans in them. */
  readonly otlpOddities: readonly string[];
  readonly statsd: StatsdReading['metrics'];
  readonly statsdEvents: StatsdReading['events'];
  readonly statsdServiceChecks: StatsdReading['serviceChecks'];
  readonly statsdOddities: StatsdReading['oddities'];
  readonly emf: EmfReading['metrics'];
  readonly emfOddities: EmfReading['oddities'];
  /** Of all stubs when none is named. */
  stubCalls(stub?: string): readonly StubCallEvidence[];
}

export function readRun(evidence: RunEvidence): RunSignals {
  const logsByProgram = once(() => {
    const programs = evidence.programs.map(({ name, stdout }) => [name, parseLogLines(name, stdout.lines)] as const);
    return new Map(programs);
  });
  const logs = once(() => [...logsByProgram().values()].flat().toSorted((one, other) => one.atMs - other.atMs));
  const scrapes = once(() => evidence.scrapes.map(readScrape));
  const spanReadings = once(() => bodiesSentTo(evidence, '/v1/traces').map(readSpans));
  const spans = once(() => spanReadings().flatMap((reading) => reading.spans));
  const traces = once(() => buildTraces(spans()));
  const logRecords = once(() => readAllRecords(bodiesSentTo(evidence, '/v1/logs')));
  const otelMetrics = once(() => readMetrics(bodiesSentTo(evidence, '/v1/metrics')));
  const otlpOddities = once(() => [
    ...evidence.otlp.flatMap((body) => body.oddities),
    ...spanReadings().flatMap((reading) => reading.oddities),
  ]);
  const statsd = once(() => parseDatagrams(evidence.datagrams));
  const emf = once(() => parseEmf(logs()));

  return {
    name: evidence.name,
    evidence,
    program: (name) => named('program', evidence.programs, name),
    get logs() {
      return logs();
    },
    logsOf: (program) => logsByProgram().get(named('program', evidence.programs, program).name) ?? [],
    requests: evidence.requests,
    request: (name) => named('request', evidence.requests, name),
    get scrapes() {
      return scrapes();
    },
    scrape: (name) => named('scrape', scrapes(), name),
    get spans() {
      return spans();
    },
    get traces() {
      return traces();
    },
    get logRecords() {
      return logRecords();
    },
    get otelMetrics() {
      return otelMetrics();
    },
    get otlpOddities() {
      return otlpOddities();
    },
    get statsd() {
      return statsd().metrics;
    },
    get statsdEvents() {
      return statsd().events;
    },
    get statsdServiceChecks() {
      return statsd().serviceChecks;
    },
    get statsdOddities() {
      return statsd().oddities;
    },
    get emf() {
      return emf().metrics;
    },
    get emfOddities() {
      return emf().oddities;
    },
    stubCalls: (stub) => evidence.stubCalls.filter((call) => stub === undefined || call.stub === stub),
  };
}

function once<T extends object>(read: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= read());
}

function readScrape({ name, contentType, status, body }: RunEvidence['scrapes'][number]): Scrape {
  return { name, contentType, status, ...parsePrometheusText(body, contentType) };
}

function bodiesSentTo(evidence: RunEvidence, path: string): JsonObject[] {
  return evidence.otlp.flatMap((sent) => (sent.path === path && sent.body !== undefined ? [sent.body] : []));
}

/** Numbered over all bodies. */
function readAllRecords(bodies: readonly JsonObject[]): LogRecord[] {
  let count = 0;
  return bodies.flatMap((body) => {
    const records = readLogRecords(body, count);
    count += records.length;
    return records;
  });
}
