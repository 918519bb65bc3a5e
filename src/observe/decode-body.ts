import { isJsonObject, type JsonObject } from '../kernel/json.ts';

export function decodeOtlp(
  _signal: string,
  contentType: string,
  bytes: Uint8Array,
): { body?: JsonObject; oddities: string[] } {
  if (!contentType.includes('json')) return { oddities: ['not JSON'] };
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isJsonObject(body) ? { body, oddities: [] } : { oddities: ['body is not a JSON object'] };
  } catch {
    return { oddities: ['body is not JSON'] };
  }
}
