import type { JsonObject, JsonValue } from '../../kernel/json.ts';
import { base64Of, hexOf } from './bytes-text.ts';
import type { Field, MessageName, ScalarType } from './otlp-field.ts';
import { deepestNesting, isDefault, jsonDouble } from './otlp-json.ts';
import { isMessageName, schemaOf } from './otlp-schema.ts';
import { MalformedProtobuf, protobufReader, wireTypes, type ProtobufReader, type WireType } from './protobuf-reader.ts';

type Odd = (words: string) => void;

/** Decode a protobuf message of OTLP as canonical OTLP/JSON; undefined, and an oddity, when the bytes are not one. */
export function decodeMessage(name: MessageName, bytes: Uint8Array, odd: Odd): JsonObject | undefined {
  try {
    return readMessage(name, protobufReader(bytes), 0, odd);
  } catch (error) {
    if (!(error instanceof MalformedProtobuf)) throw error;
    odd(error.message);
    return undefined;
  }
}

function readMessage(name: MessageName, reader: ProtobufReader, depth: number, odd: Odd): JsonObject {
  const values: Record<string, JsonValue> = {};
  const lists: Record<string, JsonValue[]> = {};
  const { byNumber } = schemaOf(name);
  if (depth > deepestNesting) {
    odd(`nested deeper than ${deepestNesting} levels`);
    return values;
  }
  while (!reader.isAtEnd()) {
    const { number, wire } = reader.tag();
    const field = byNumber.get(number);
    if (field === undefined || !canRead(field, wire)) {
      const what = field === undefined ? `${name} has no field ${number}` : `${name}.${field.name} has the wrong type`;
      odd(what);
      reader.skip(wire);
    } else if (field.isRepeated) {
      const list = (lists[field.name] ??= []);
      readInto(list, field, wire, reader, depth, odd);
      values[field.name] = list;
    } else {
      const value = readValue(field.type, reader, depth, odd);
      if (field.keepsDefault || !isDefault(value)) values[field.name] = value;
    }
  }
  return values;
}

const wireOf: Readonly<Record<ScalarType, WireType>> = {
  text: wireTypes.bytes,
  bytes: wireTypes.bytes,
  id: wireTypes.bytes,
  bool: wireTypes.varint,
  double: wireTypes.fixed64,
  fixed64: wireTypes.fixed64,
  sfixed64: wireTypes.fixed64,
  uint64: wireTypes.varint,
  int64: wireTypes.varint,
  fixed32: wireTypes.fixed32,
  uint32: wireTypes.varint,
  sint32: wireTypes.varint,
  enum: wireTypes.varint,
};

function wireFor(type: Field['type']): WireType {
  return isMessageName(type) ? wireTypes.bytes : wireOf[type];
}

function canRead(field: Field, wire: WireType): boolean {
  return wire === wireFor(field.type) || (field.isRepeated && wire === wireTypes.bytes);
}

function readInto(
  list: JsonValue[],
  { type }: Field,
  wire: WireType,
  reader: ProtobufReader,
  depth: number,
  odd: Odd,
): void {
  const isPacked = wire === wireTypes.bytes && wireFor(type) !== wireTypes.bytes;
  if (!isPacked) {
    list.push(readValue(type, reader, depth, odd));
    return;
  }
  const packed = reader.part();
  while (!packed.isAtEnd()) list.push(readValue(type, packed, depth, odd));
}

function readValue(type: Field['type'], reader: ProtobufReader, depth: number, odd: Odd): JsonValue {
  return isMessageName(type) ? readMessage(type, reader.part(), depth + 1, odd) : readScalar[type](reader);
}

const text = new TextDecoder();

const readScalar: Readonly<Record<ScalarType, (reader: ProtobufReader) => JsonValue>> = {
  text: (reader) => text.decode(reader.bytes()),
  bytes: (reader) => base64Of(reader.bytes()),
  id: (reader) => hexOf(reader.bytes()),
  bool: (reader) => reader.varint() !== 0n,
  double: (reader) => jsonDouble(reader.double()),
  fixed64: (reader) => String(reader.fixed64()),
  sfixed64: (reader) => String(BigInt.asIntN(64, reader.fixed64())),
  uint64: (reader) => String(reader.varint()),
  int64: (reader) => String(BigInt.asIntN(64, reader.varint())),
  fixed32: (reader) => reader.fixed32(),
  uint32: (reader) => Number(BigInt.asUintN(32, reader.varint())),
  sint32: (reader) => unZigzag(Number(BigInt.asUintN(32, reader.varint()))),
  enum: (reader) => Number(BigInt.asIntN(32, reader.varint())),
};

/** Small numbers of either sign are written as small unsigned ones: 0, -1, 1, -2, … */
function unZigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
