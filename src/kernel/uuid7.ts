/** The last id given out: what the next one must be greater than. */
export interface Uuid7Moment {
  /** Milliseconds since 1970. */
  readonly timeMs: number;
  /** 12 bits; counts up within a millisecond. */
  readonly counter: number;
}

/** Bytes of randomness one id uses. */
export const uuid7RandomBytes = 10;

/**
 * Makes a UUIDv7: sorted as text, ids come in the order in which they were made, also within one millisecond and when the
 * clock is set back.
 *
 * @param nowMs whole milliseconds since 1970
 * @param random at least `uuid7RandomBytes` unguessable bytes
 * @param last the moment of the id before, absent for the first
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7
 */
export function uuid7(nowMs: number, random: Uint8Array, last?: Uuid7Moment): { id: string; moment: Uuid7Moment } {
  const moment = nextMoment(Math.floor(nowMs), random, last);
  const time = moment.timeMs.toString(16).padStart(12, '0');
  const counter = moment.counter.toString(16).padStart(3, '0');
  const variant = (0x80 | (byteOf(random, 2) & 0x3f)).toString(16);
  const tail = Array.from({ length: 7 }, (_, index) => hexOf(byteOf(random, index + 3))).join('');
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${variant}${tail.slice(0, 2)}-${tail.slice(2)}`;
  return { id, moment };
}

function nextMoment(nowMs: number, random: Uint8Array, last: Uuid7Moment | undefined): Uuid7Moment {
  // The first counter of a millisecond has its top bit clear: room for 2,048 more before it overflows.
  const fresh = ((byteOf(random, 0) << 8) | byteOf(random, 1)) & 0x7ff;
  if (!last || nowMs > last.timeMs) return { timeMs: nowMs, counter: fresh };
  if (last.counter < 0xfff) return { timeMs: last.timeMs, counter: last.counter + 1 };
  return { timeMs: last.timeMs + 1, counter: fresh };
}

function byteOf(bytes: Uint8Array, index: number): number {
  const byte = bytes[index];
  if (byte === undefined) throw new RangeError(`uuid7 needs ${uuid7RandomBytes} random bytes`);
  return byte;
}

function hexOf(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
