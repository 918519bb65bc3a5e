import type { JsonObject, JsonValue } from '../kernel/json.ts';

/** Something odd about what was received; never thrown. `line` counts from 1. */
export interface Oddity {
  readonly line: number;
  /** In words a learner reads: `not JSON`, `the key "service" stands twice`. */
  readonly text: string;
  /** UTF-16 offset of the spot in the line, when there is one. */
  readonly at?: number;
}

/** One line of stdout read as a log line. */
export interface LogLine {
  /** Counts from 1 over all of the program's stdout. */
  readonly line: number;
  readonly program: string;
  readonly text: string;
  readonly atMs: number;
  readonly unfinished: boolean;
  /** Present when the line is one JSON object. */
  readonly fields?: JsonObject;
  /** Why it is not a clean log line. */
  readonly oddities: readonly Oddity[];
  /** From `level`, `severity` or `lvl`, as a word or as pino's number. */
  readonly level?: LogLevel;
  /** Milliseconds since 1970, from `time`, `timestamp`, `ts` or `@timestamp` (ISO text, or epoch in s, ms or ns). */
  readonly timeMs?: number;
  /** From `msg` or `message`, when it is text. */
  readonly message?: string;
}

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof logLevels)[number];

/** The metric types of the Prometheus text format and of OpenMetrics. */
export type MetricType =
  | 'counter'
  | 'gauge'
  | 'histogram'
  | 'summary'
  | 'untyped'
  | 'unknown'
  | 'info'
  | 'stateset'
  | 'gaugehistogram';

export interface MetricFamily {
  readonly name: string;
  /** `untyped` when no TYPE line names it. */
  readonly type: MetricType;
  readonly help?: string;
  readonly unit?: string;
  /** Line of TYPE (or of the first sample), from 1. */
  readonly line: number;
  readonly samples: readonly Sample[];
}

export interface Sample {
  /** With its suffix: `http_request_duration_seconds_bucket`. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** NaN and infinities included. */
  readonly value: number;
  readonly timestampMs?: number;
  readonly exemplar?: Exemplar;
  readonly line: number;
}

export interface Exemplar {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** Seconds since 1970, as written. */
  readonly timestampSeconds?: number;
}

export interface Scrape {
  readonly name: string;
  readonly contentType: string;
  readonly status: number;
  readonly families: readonly MetricFamily[];
  readonly oddities: readonly Oddity[];
  readonly lines: readonly string[];
  /** The format ended with `# EOF`. */
  readonly hasEof: boolean;
}

export type SpanKind = 'unspecified' | 'internal' | 'server' | 'client' | 'producer' | 'consumer';
export type AttributeValue = JsonValue;

export interface Span {
  /** 32 lower-case hexadecimal digits, as far as the sender obeyed. */
  readonly traceId: string;
  readonly spanId: string;
  /** Absent for a root: missing, empty and all-zero ids are all read so. */
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: SpanKind;
  /** Nanoseconds since 1970. */
  readonly startUnixNano: bigint;
  /** 0n when it never ended. */
  readonly endUnixNano: bigint;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly events: readonly SpanEvent[];
  readonly links: readonly SpanLink[];
  readonly status: { readonly code: 'unset' | 'ok' | 'error'; readonly message?: string };
  readonly traceState?: string;
  /** Bits 0-7 W3C trace flags, bit 8 and 9: whether the parent is known to be remote. */
  readonly flags: number;
  readonly resource: Readonly<Record<string, AttributeValue>>;
  readonly scope: string;
}

export interface SpanEvent {
  readonly name: string;
  readonly timeUnixNano: bigint;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** One OpenTelemetry log record, as received by OTLP. */
export interface LogRecord {
  /** Position over all records of the run, from 0. */
  readonly index: number;
  readonly timeUnixNano: bigint;
  readonly observedTimeUnixNano: bigint;
  /** 0 when it was not set. */
  readonly severityNumber: number;
  readonly severityText?: string;
  readonly eventName?: string;
  readonly body?: AttributeValue;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly flags: number;
  readonly resource: Readonly<Record<string, AttributeValue>>;
  readonly scope: string;
}

/** One OpenTelemetry metric: the points of its last export (cumulative exports repeat themselves), per resource and scope. */
export interface OtelMetric {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly type: 'gauge' | 'sum' | 'histogram' | 'exponential-histogram' | 'summary';
  /** For sums and histograms. */
  readonly temporality?: 'unspecified' | 'delta' | 'cumulative';
  readonly isMonotonic?: boolean;
  readonly points: readonly OtelPoint[];
  readonly resource: Readonly<Record<string, AttributeValue>>;
  readonly scope: string;
}

export interface OtelPoint {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly startUnixNano: bigint;
  readonly timeUnixNano: bigint;
  /** For gauges and sums. */
  readonly value?: number;
  /** For histograms and summaries. */
  readonly count?: number;
  readonly sum?: number;
  /** Not cumulative: one number per bucket, one more than there are bounds. */
  readonly bucketCounts?: readonly number[];
  readonly explicitBounds?: readonly number[];
}

/** One value of a DogStatsD datagram. */
export interface StatsdMetric {
  readonly name: string;
  readonly type: 'count' | 'gauge' | 'timing' | 'histogram' | 'distribution' | 'set';
  /** Several when they were packed (`name:1:2|d`). Text for sets and for gauges with a sign. */
  readonly values: readonly string[];
  readonly sampleRate: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly timestampSeconds?: number;
  readonly containerId?: string;
  /** Index of the datagram in the evidence, from 0. */
  readonly datagram: number;
}

/** One CloudWatch metric directive found in a stdout line, with its values. */
export interface EmfMetric {
  readonly namespace: string;
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly dimensions: readonly (readonly string[])[];
  /** The line of stdout, from 1. */
  readonly line: number;
}
