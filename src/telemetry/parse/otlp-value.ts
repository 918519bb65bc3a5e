import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import type { AttributeValue } from '../model.ts';

/** Attributes nested deeper are read as null: nobody means them, and reading them recursively could overflow. */
const deepestNesting = 64;

/** `[{ key, value: { stringValue } }, …]` as an object. Of a key that stands twice the last counts. */
export function readAttributes(list: JsonValue | undefined, depth = 0): Readonly<Record<string, AttributeValue>> {
  const entries = objectsIn(list).map(({ key, value }) => [readText(key) ?? '', readAnyValue(value, depth)] as const);
  return Object.fromEntries(entries);
}

/** `{ intValue: "3" }` as 3; whole numbers too large for JavaScript stay text, bytes stay base64, an empty value is null. */
export function readAnyValue(value: JsonValue | undefined, depth = 0): AttributeValue {
  if (!isJsonObject(value) || depth > deepestNesting) return null;
  const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue, bytesValue } = value;
  const plain = stringValue ?? boolValue ?? bytesValue ?? doubleValue;
  if (plain !== undefined && plain !== null) return plain;
  if (intValue !== undefined) return readWholeValue(intValue);
  if (isJsonObject(arrayValue)) return objectsIn(arrayValue['values']).map((item) => readAnyValue(item, depth + 1));
  if (isJsonObject(kvlistValue)) return readAttributes(kvlistValue['values'], depth + 1);
  return null;
}

function readWholeValue(value: JsonValue): AttributeValue {
  const number = readNumber(value);
  return number === undefined || (!Number.isSafeInteger(number) && typeof value === 'string') ? value : number;
}

/** A number, or text that holds one (as 64-bit integers and NaN do). */
export function readNumber(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isNaN(number) && value !== 'NaN' ? undefined : number;
}

/** Nanoseconds since 1970; 0n where there are none. A number is taken as JavaScript prints it: its bits are some ns off. */
export function readNano(value: JsonValue | undefined): bigint {
  const digits = typeof value === 'number' ? String(value) : value;
  return typeof digits === 'string' && /^\d{1,20}$/.test(digits) ? BigInt(digits) : 0n;
}

/** Lower-case hexadecimal digits, or whatever else was sent; undefined for a missing, empty or all-zero id. */
export function readId(value: JsonValue | undefined): string | undefined {
  if (typeof value !== 'string' || /^0*$/.test(value)) return undefined;
  return /^[0-9a-f]+$/i.test(value) ? value.toLowerCase() : value;
}

export function readText(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The objects in a list; none for anything else. */
export function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
