import type { JsonObject, JsonValue } from '../../../src/kernel/json.ts';
import type { Field, MessageName, ScalarType } from '../../../src/telemetry/parse/otlp-field.ts';
import { isMessageName, schemaOf } from '../../../src/telemetry/parse/otlp-schema.ts';

/** Encodes canonical OTLP/JSON, so that decoding can be tried on any message. */
export function encodeMessage(name: MessageName, message: JsonObject): number[] {
  const fields = [...schemaOf(name).byNumber];
  return fields.flatMap(([number, field]) => {
    const value = message[field.name];
    if (value === undefined) return [];
    return (field.isRepeated ? (value as JsonValue[]) : [value]).flatMap((one) => encodeField(number, field.type, one));
  });
}

function encodeField(number: number, type: Field['type'], value: JsonValue): number[] {
  if (isMessageName(type)) return [...tag(number, 2), ...withLength(encodeMessage(type, value as JsonObject))];
  return [...tag(number, wires[type]), ...encodeScalar(type, value as string)];
}

export function tag(number: number, wire: number): number[] {
  return varint(BigInt(number * 8 + wire));
}

export function withLength(bytes: readonly number[]): number[] {
  return [...varint(BigInt(bytes.length)), ...bytes];
}

export function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return [...bytes, Number(rest)];
}

const wires: Readonly<Record<ScalarType, number>> = {
  text: 2,
  bytes: 2,
  id: 2,
  bool: 0,
  double: 1,
  fixed64: 1,
  sfixed64: 1,
  uint64: 0,
  int64: 0,
  fixed32: 5,
  uint32: 0,
  sint32: 0,
  enum: 0,
};

function encodeScalar(type: ScalarType, value: string | number | boolean): number[] {
  switch (type) {
    case 'text':
      return withLength([...new TextEncoder().encode(String(value))]);
    case 'bytes':
      return withLength([...Buffer.from(String(value), 'base64')]);
    case 'id':
      return withLength([...Buffer.from(String(value), 'hex')]);
    case 'double':
      return written(8, (view) => view.setFloat64(0, Number(value), true));
    case 'fixed64':
    case 'sfixed64':
      return written(8, (view) => view.setBigUint64(0, BigInt.asUintN(64, BigInt(value)), true));
    case 'fixed32':
      return written(4, (view) => view.setUint32(0, Number(value), true));
    case 'sint32':
      return varint(BigInt(Number(value) < 0 ? -2 * Number(value) - 1 : 2 * Number(value)));
    default:
      return varint(BigInt(value));
  }
}

function written(length: number, write: (view: DataView) => void): number[] {
  const bytes = new Uint8Array(length);
  write(new DataView(bytes.buffer));
  return [...bytes];
}
