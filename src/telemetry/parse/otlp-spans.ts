import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import type { Span, SpanEvent, SpanKind, SpanLink } from '../model.ts';
import { objectsIn, readAttributes, readId, readNano, readNumber, readText } from './otlp-value.ts';
import { scopedItems, type Scoped } from './otlp-walk.ts';

/**
 * Read the spans of an OTLP/JSON body. Tolerant: integers may be numbers or text, ids upper case, parts missing.
 * @returns every span, and in words what is wrong with it
 */
export function readSpans(body: JsonObject): { readonly spans: Span[]; readonly oddities: string[] } {
  const spans = scopedItems(body, 'spans').map(readSpan);
  return { spans, oddities: spans.flatMap(spanOddities) };
}

const kinds: readonly SpanKind[] = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];

function readSpan({ item, resource, scope }: Scoped): Span {
  const parentSpanId = readId(item['parentSpanId']);
  const traceState = readText(item['traceState']);
  return {
    traceId: readId(item['traceId']) ?? '',
    spanId: readId(item['spanId']) ?? '',
    ...(parentSpanId !== undefined && { parentSpanId }),
    name: readText(item['name']) ?? '',
    kind: kinds[readNumber(item['kind']) ?? 0] ?? 'unspecified',
    startUnixNano: readNano(item['startTimeUnixNano']),
    endUnixNano: readNano(item['endTimeUnixNano']),
    attributes: readAttributes(item['attributes']),
    events: objectsIn(item['events']).map(readEvent),
    links: objectsIn(item['links']).map(readLink),
    status: readStatus(item['status']),
    ...(traceState && { traceState }),
    flags: readNumber(item['flags']) ?? 0,
    resource,
    scope,
  };
}

function readEvent(event: JsonObject): SpanEvent {
  return {
    name: readText(event['name']) ?? '',
    timeUnixNano: readNano(event['timeUnixNano']),
    attributes: readAttributes(event['attributes']),
  };
}

function readLink(link: JsonObject): SpanLink {
  return {
    traceId: readId(link['traceId']) ?? '',
    spanId: readId(link['spanId']) ?? '',
    attributes: readAttributes(link['attributes']),
  };
}

const statusCodes = ['unset', 'ok', 'error'] as const;

function readStatus(status: JsonValue | undefined): Span['status'] {
  if (!isJsonObject(status)) return { code: 'unset' };
  const message = readText(status['message']);
  return { code: statusCodes[readNumber(status['code']) ?? 0] ?? 'unset', ...(message && { message }) };
}

function spanOddities({ name, traceId, spanId, startUnixNano }: Span): string[] {
  const label = name === '' ? 'a span without a name' : `span "${name}"`;
  const oddities = name === '' ? [label] : [];
  if (!/^[0-9a-f]{32}$/.test(traceId))
    oddities.push(`${label}: the trace id "${traceId}" is not 32 hexadecimal digits`);
  if (!/^[0-9a-f]{16}$/.test(spanId)) oddities.push(`${label}: the span id "${spanId}" is not 16 hexadecimal digits`);
  if (startUnixNano === 0n) oddities.push(`${label} has no start time`);
  return oddities;
}
