import * as fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../src/kernel/json.ts';
import type { Field, MessageName, ScalarType } from '../../../src/telemetry/parse/otlp-field.ts';
import { isDefault } from '../../../src/telemetry/parse/otlp-json.ts';
import { isMessageName, schemaOf } from '../../../src/telemetry/parse/otlp-schema.ts';

/** Any canonical OTLP message: what a decoder must give back unchanged. */
export function anyMessage(name: MessageName, depth = 0): fc.Arbitrary<JsonObject> {
  const fields = [...schemaOf(name).byName.values()].filter((field) => depth < deepest || !isMessageName(field.type));
  const entries = fields.map((field) => [field.name, anyField(field, depth)] as const);
  return fc
    .record(Object.fromEntries(entries), { requiredKeys: [], noNullPrototype: true })
    .map((message) => withoutDefaults(name, message as JsonObject));
}

/** Deep enough to come from a request to an attribute's value. */
const deepest = 7;

function anyField({ type, isRepeated }: Field, depth: number): fc.Arbitrary<JsonValue> {
  const value = isMessageName(type) ? anyMessage(type, depth + 1) : scalars[type];
  return isRepeated ? fc.array(value, { minLength: 1, maxLength: 2 }) : value;
}

const whole = (min: bigint, max: bigint) => fc.bigInt({ min, max }).map(String);
const hex = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => Buffer.from(bytes).toString('hex'));

const scalars: Readonly<Record<ScalarType, fc.Arbitrary<JsonValue>>> = {
  // What UTF-8 can carry.
  text: fc.string({ unit: 'grapheme', maxLength: 6 }).map((text) => text.toWellFormed()),
  bytes: fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  id: hex(8),
  bool: fc.boolean(),
  double: fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    fc.constantFrom('NaN', 'Infinity', '-Infinity'),
  ),
  fixed64: whole(0n, 2n ** 64n - 1n),
  sfixed64: whole(-(2n ** 63n), 2n ** 63n - 1n),
  uint64: whole(0n, 2n ** 64n - 1n),
  int64: whole(-(2n ** 63n), 2n ** 63n - 1n),
  fixed32: fc.nat(2 ** 31 - 1),
  uint32: fc.nat(2 ** 31 - 1),
  sint32: fc.integer(),
  enum: fc.nat(30),
};

function withoutDefaults(name: MessageName, message: JsonObject): JsonObject {
  const { byName } = schemaOf(name);
  return Object.fromEntries(
    Object.entries(message).filter(([key, value]) => byName.get(key)!.keepsDefault || !isDefault(value)),
  );
}
