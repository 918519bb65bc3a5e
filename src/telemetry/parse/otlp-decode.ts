import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { canonicalJson } from './otlp-json.ts';
import { decodeMessage } from './otlp-protobuf.ts';
import type { MessageName } from './otlp-field.ts';

const requests = {
  traces: 'ExportTraceServiceRequest',
  metrics: 'ExportMetricsServiceRequest',
  logs: 'ExportLogsServiceRequest',
} as const satisfies Record<string, MessageName>;

/** A sender repeats its mistake in every span; a few are enough to understand it. */
const mostOddities = 20;

/**
 * Decode an OTLP request, JSON or protobuf, into one and the same canonical OTLP/JSON: 64-bit integers as decimal text, ids
 * lower-case hexadecimal, enums as numbers, bytes as base64, NaN and infinities as text; fields with their default value are
 * left out, as protobuf leaves them out. Unknown fields are left out and said.
 * @param bytes already decompressed
 * @returns no body when it could not be read as a whole; what is wrong in words
 * @see https://opentelemetry.io/docs/specs/otlp/
 */
export function decodeOtlp(
  signal: 'traces' | 'metrics' | 'logs',
  contentType: string,
  bytes: Uint8Array,
): { readonly body?: JsonObject; readonly oddities: readonly string[] } {
  const found = new Set<string>();
  const odd = (words: string): void => void found.add(words);
  const body = readsAsJson(contentType, bytes, odd)
    ? decodeJson(requests[signal], bytes, odd)
    : decodeMessage(requests[signal], bytes, odd);
  const oddities = [...found].slice(0, mostOddities);
  if (found.size > mostOddities) oddities.push(`and ${found.size - mostOddities} more of the kind`);
  return { ...(body !== undefined && { body }), oddities };
}

function readsAsJson(contentType: string, bytes: Uint8Array, odd: (words: string) => void): boolean {
  const type = contentType.split(';')[0]!.trim().toLowerCase();
  if (type === 'application/json') return true;
  if (type === 'application/x-protobuf') return false;
  odd(`content-type "${type}" is neither application/json nor application/x-protobuf`);
  // No OTLP message begins with this byte.
  return bytes[0] === '{'.charCodeAt(0);
}

function decodeJson(request: MessageName, bytes: Uint8Array, odd: (words: string) => void): JsonObject | undefined {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    odd('body is not JSON');
    return undefined;
  }
  if (isJsonObject(value)) return canonicalJson(request, value, odd);
  odd('body is JSON, but not an object');
  return undefined;
}
