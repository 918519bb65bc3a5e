import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import type { Field, MessageName, ScalarType } from './otlp-field.ts';
import { isMessageName, schemaOf } from './otlp-schema.ts';

/** Values nest in attributes only; nobody means more than a few levels, and reading them is recursive. */
export const deepestNesting = 64;

type Odd = (words: string) => void;

/** Write a message of OTLP/JSON as protobuf would have carried it: see `decodeOtlp`. */
export function canonicalJson(name: MessageName, message: JsonObject, odd: Odd, depth = 0): JsonObject {
  if (depth > deepestNesting) {
    odd(`nested deeper than ${deepestNesting} levels`);
    return {};
  }
  const { byName } = schemaOf(name);
  const values: Record<string, JsonValue> = {};
  for (const [key, given] of Object.entries(message)) {
    const field = byName.get(key);
    if (field === undefined) odd(`${name} has no field "${key}"`);
    if (field === undefined || given === null) continue;
    const value = readField(`${name}.${key}`, field, given, odd, depth);
    if (value !== undefined && (field.keepsDefault || !isDefault(value))) values[key] = value;
  }
  return values;
}

/** What protobuf does not send: zero, false, and empty text, lists and messages. */
export function isDefault(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isJsonObject(value)) return Object.keys(value).length === 0;
  return value === 0 || value === '0' || value === '' || value === false;
}

/** JSON has no NaN and no infinities; OTLP/JSON writes them as text. */
export function jsonDouble(value: number): JsonValue {
  return Number.isFinite(value) ? value : String(value);
}

function readField(label: string, field: Field, given: JsonValue, odd: Odd, depth: number): JsonValue | undefined {
  if (!field.isRepeated) return readValue(label, field.type, given, odd, depth);
  if (!Array.isArray(given)) {
    odd(`${label} is not a list`);
    return undefined;
  }
  return given.flatMap((one: JsonValue) => readValue(label, field.type, one, odd, depth) ?? []);
}

function readValue(
  label: string,
  type: Field['type'],
  given: JsonValue,
  odd: Odd,
  depth: number,
): JsonValue | undefined {
  if (isMessageName(type)) {
    if (isJsonObject(given)) return canonicalJson(type, given, odd, depth + 1);
    odd(`${label} is not an object`);
    return undefined;
  }
  const value = readScalar[type](given);
  if (value === undefined) odd(`${label} is not ${wanted[type]}`);
  return value;
}

const wanted: Readonly<Record<ScalarType, string>> = {
  text: 'a text',
  bytes: 'a text (base64)',
  id: 'a text (hexadecimal)',
  bool: 'true or false',
  double: 'a number',
  fixed64: 'a whole number',
  sfixed64: 'a whole number',
  uint64: 'a whole number',
  int64: 'a whole number',
  fixed32: 'a whole number',
  uint32: 'a whole number',
  sint32: 'a whole number',
  enum: 'a number (OTLP/JSON writes enums as numbers)',
};

const readScalar: Readonly<Record<ScalarType, (given: JsonValue) => JsonValue | undefined>> = {
  text: readText,
  bytes: readText,
  id: (given) => (typeof given === 'string' && /^[0-9a-f]*$/i.test(given) ? given.toLowerCase() : readText(given)),
  bool: (given) => (typeof given === 'boolean' ? given : undefined),
  double: readDouble,
  fixed64: readWhole,
  sfixed64: readWhole,
  uint64: readWhole,
  int64: readWhole,
  fixed32: readSmallWhole,
  uint32: readSmallWhole,
  sint32: readSmallWhole,
  enum: readSmallWhole,
};

function readText(given: JsonValue): string | undefined {
  return typeof given === 'string' ? given : undefined;
}

function readDouble(given: JsonValue): JsonValue | undefined {
  if (typeof given === 'number') return jsonDouble(given);
  if (given === 'NaN' || given === 'Infinity' || given === '-Infinity') return given;
  const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** Decimal text, from a number or from text. A large number is taken as JavaScript prints it: that is what was sent, its bits are not. */
function readWhole(given: JsonValue): string | undefined {
  const digits = typeof given === 'number' ? String(given) : given;
  return typeof digits === 'string' && /^-?\d{1,20}$/.test(digits) ? String(BigInt(digits)) : undefined;
}

function readSmallWhole(given: JsonValue): number | undefined {
  const number = Number(readWhole(given));
  return Number.isSafeInteger(number) ? number : undefined;
}
