/** The bytes do not hold what protobuf allows. Thrown by the reader, caught in the same folder: it never leaves the decoder. */
export class MalformedProtobuf extends Error {}

interface Tag {
  /** Number of the field. */
  readonly number: number;
  readonly wire: WireType;
}

export const wireTypes = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;
export type WireType = (typeof wireTypes)[keyof typeof wireTypes];

/** Reads protobuf's wire format from front to back. Every method throws `MalformedProtobuf` at the end of the bytes. */
export interface ProtobufReader {
  isAtEnd(): boolean;
  tag(): Tag;
  /** 64 bits, unsigned. */
  varint(): bigint;
  fixed32(): number;
  fixed64(): bigint;
  double(): number;
  /** What a length stands before; a view, not a copy. */
  bytes(): Uint8Array;
  /** The same as a reader of its own, which knows its place in the whole. */
  part(): ProtobufReader;
  skip(wire: WireType): void;
}

/** @param offset where the bytes begin in the whole; for words about an error */
export function protobufReader(bytes: Uint8Array, offset = 0): ProtobufReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let position = 0;

  /** Moves on and returns where it was. */
  const advance = (length: number): number => {
    const start = position;
    if (length > bytes.length - start) throw new MalformedProtobuf(`truncated protobuf at byte ${offset + start}`);
    position += length;
    return start;
  };

  const varint = (): bigint => {
    const start = position;
    let value = 0n;
    for (let shift = 0n; shift < longestVarintBits; shift += 7n) {
      const byte = bytes[advance(1)]!;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new MalformedProtobuf(`a number without end in protobuf at byte ${offset + start}`);
  };

  /** Most tags and lengths are one byte; those need no bigint. */
  const smallVarint = (): number => {
    const byte = bytes[position];
    if (byte === undefined || byte >= 0x80) return Number(varint());
    position++;
    return byte;
  };

  const payload = (): number => {
    const length = smallVarint();
    return advance(length);
  };

  const reader: ProtobufReader = {
    isAtEnd: () => position >= bytes.length,
    tag: () => {
      const start = position;
      const key = smallVarint();
      const wire = key % 8;
      if (key < 8 || key > largestKey || !isWireType(wire)) {
        throw new MalformedProtobuf(`not protobuf at byte ${offset + start}`);
      }
      return { number: Math.floor(key / 8), wire };
    },
    varint,
    fixed32: () => view.getUint32(advance(4), true),
    fixed64: () => view.getBigUint64(advance(8), true),
    double: () => view.getFloat64(advance(8), true),
    bytes: () => {
      const start = payload();
      return bytes.subarray(start, position);
    },
    part: () => {
      const start = payload();
      return protobufReader(bytes.subarray(start, position), offset + start);
    },
    skip: (wire) => {
      if (wire === wireTypes.varint) varint();
      else if (wire === wireTypes.bytes) payload();
      else advance(wire === wireTypes.fixed64 ? 8 : 4);
    },
  };
  return reader;
}

/** Ten bytes of seven bits hold 64. */
const longestVarintBits = 70n;
/** Field numbers go up to 2^29 - 1. */
const largestKey = 2 ** 32 - 1;

/** Groups (3 and 4) were given up long before OTLP. */
function isWireType(wire: number): wire is WireType {
  return wire === 0 || wire === 1 || wire === 2 || wire === 5;
}
