// A tracer in sixty lines: AsyncLocalStorage remembers the active span, fetch sends OTLP/JSON.
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

export type Kind = 'internal' | 'server' | 'client';
type Value = string | number | boolean;

export interface Span {
  set(key: string, value: Value): void;
}

interface Open extends Span {
  readonly traceId: string;
  readonly spanId: string;
}

const active = new AsyncLocalStorage<Open>();
const kinds: readonly Kind[] = ['internal', 'server', 'client'];
const ended: object[] = [];

export function activeSpan(): Span | undefined {
  return active.getStore();
}

export async function withSpan<T>(
  name: string,
  kind: Kind,
  attributes: Readonly<Record<string, Value>>,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const parent = active.getStore();
  const values = new Map<string, Value>(Object.entries(attributes));
  const span: Open = {
    traceId: parent?.traceId ?? randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    set: (key, value) => void values.set(key, value),
  };
  const startTimeUnixNano = now();
  try {
    return await active.run(span, () => work(span));
  } finally {
    ended.push({
      traceId: span.traceId,
      spanId: span.spanId,
      parentSpanId: parent?.spanId ?? '',
      name,
      kind: kinds.indexOf(kind) + 1,
      startTimeUnixNano,
      endTimeUnixNano: now(),
      attributes: [...values].map(([key, value]) => ({ key, value: anyValue(value) })),
    });
  }
}

/** Sends what has ended. */
export async function flush(): Promise<void> {
  const resource = { attributes: [{ key: 'service.name', value: anyValue('orders') }] };
  const spans = ended.splice(0);
  await fetch(`${process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? 'http://localhost:4318'}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resource, spans }),
  });
}

function anyValue(value: Value): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

function now(): string {
  return String(BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n);
}
