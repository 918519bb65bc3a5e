import { placeSpans, type PlacedSpan } from '../../src/checks/placed-span.ts';
import type { JsonObject, JsonValue } from '../../src/kernel/json.ts';
import type { RequestEvidence, RunEvidence } from '../../src/telemetry/evidence.ts';
import type { SpanKind } from '../../src/telemetry/model.ts';
import { readRun, type RunSignals } from '../../src/telemetry/run-signals.ts';

/** A span in few words. Times are milliseconds of the run; ids are short names. */
export interface Sketch {
  readonly name: string;
  readonly id?: string;
  readonly under?: string;
  readonly trace?: string;
  readonly kind?: SpanKind;
  readonly from?: number;
  readonly to?: number;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly service?: string;
  readonly flags?: number;
}

/** A run whose spans arrived in this order, after these requests were sent. */
export function runOfSpans(sketches: readonly Sketch[], requests: readonly RequestEvidence[] = []): RunSignals {
  return readRun({
    ...quietRun,
    requests,
    otlp: sketches.length === 0 ? [] : [sentTo('/v1/traces', bodyOf(sketches))],
  });
}

/** A run that sent something to some path. */
export function runThatSent(path: string, body: JsonObject | undefined, oddities: readonly string[] = []): RunSignals {
  return readRun({ ...quietRun, otlp: [{ ...sentTo(path, body), oddities }] });
}

export function spanNamed(run: RunSignals, name: string): PlacedSpan {
  return placeSpans(run.traces).find(({ span }) => span.name === name)!;
}

export function requestNamed(name: string, status = 201, body = '{}', method = 'POST'): RequestEvidence {
  const outcome = { kind: 'answered' as const, status, headers: {}, body: '{}' };
  return { name, program: 'orders', method, path: '/orders', headers: {}, body, sentAtMs: 0, endedAtMs: 1, outcome };
}

function sentTo(path: string, body: JsonObject | undefined): RunEvidence['otlp'][number] {
  const about = { atMs: 50, path, contentType: 'application/json', encoding: '', oddities: [], userAgent: 'test' };
  return body === undefined ? about : { ...about, body };
}

const kinds: readonly SpanKind[] = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];

function bodyOf(sketches: readonly Sketch[]): JsonObject {
  return {
    resourceSpans: sketches.map((sketch, index) => ({
      resource: { attributes: attributesOf({ 'service.name': sketch.service ?? 'orders' }) },
      scopeSpans: [{ scope: { name: 'test' }, spans: [spanOf(sketch, index)] }],
    })),
  };
}

function spanOf(sketch: Sketch, index: number): JsonObject {
  const {
    name,
    id = name,
    under,
    trace = 'one',
    kind = 'internal',
    from = 0,
    to = 10,
    attributes = {},
    flags = 0,
  } = sketch;
  return {
    traceId: idOf(trace, 32),
    spanId: idOf(id === name ? `${name}${index}` : id, 16),
    parentSpanId: under === undefined ? '' : idOf(under, 16),
    name,
    kind: kinds.indexOf(kind),
    startTimeUnixNano: String(BigInt(from) * 1_000_000n + 1n),
    endTimeUnixNano: String(BigInt(to) * 1_000_000n + 1n),
    attributes: attributesOf(attributes),
    flags,
  };
}

function attributesOf(values: Readonly<Record<string, string | number>>): JsonValue {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: value } : { stringValue: value },
  }));
}

function idOf(word: string, digits: number): string {
  return Buffer.from(word).toString('hex').slice(0, digits).padEnd(digits, '0');
}

const quietRun: RunEvidence = {
  name: 'a run',
  startedAtMs: 0,
  endedAtMs: 100,
  programs: [],
  requests: [],
  scrapes: [],
  stubCalls: [],
  otlp: [],
  datagrams: [],
  marks: [],
};
