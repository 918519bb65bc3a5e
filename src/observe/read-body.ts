import type { Readable } from 'node:stream';

export interface Body {
  readonly bytes: Uint8Array;
  /** All of it arrived. */
  readonly isComplete: boolean;
  /** It went on after the limit. */
  readonly isTooLarge: boolean;
}

/** Reads a message to its end, keeping at most so many bytes. Never rejects: a torn message is an incomplete body. */
export async function readBody(message: Readable, limitBytes: number): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  let isComplete = false;
  try {
    for await (const chunk of message as AsyncIterable<Uint8Array>) {
      sizeBytes += chunk.length;
      if (sizeBytes <= limitBytes) chunks.push(chunk);
    }
    isComplete = true;
  } catch {
    // The other side hung up in the middle.
  }
  return { bytes: Buffer.concat(chunks), isComplete, isTooLarge: sizeBytes > limitBytes };
}
