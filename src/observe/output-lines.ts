import type { OutputEvidence, OutputLine } from '../telemetry/evidence.ts';
import { outputLimitBytes, outputLimitLines } from './limits.ts';

/** Collects one output stream, line by line, up to the limits. */
export interface OutputLines {
  readonly lines: readonly OutputLine[];
  add(chunk: Uint8Array, atMs: number): void;
  /** The stream is over: what has no line break becomes an unfinished line. */
  end(atMs: number): void;
  readonly evidence: OutputEvidence;
}

/** @param onFlood called once, when the stream passes a limit; what comes after it is counted, not kept */
export function collectLines(
  onFlood: () => void,
  limits = { bytes: outputLimitBytes, lines: outputLimitLines },
): OutputLines {
  const lines: OutputLine[] = [];
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  // The beginning of a line, in pieces: joined once, so that a long line costs no more than its length.
  let pieces: string[] = [];
  let keptBytes = 0;
  let droppedBytes = 0;
  let isOver = false;

  const finishLine = (tail: string, atMs: number): void => {
    const text = pieces.length === 0 ? tail : pieces.join('') + tail;
    pieces = [];
    lines.push({ text: text.endsWith('\r') ? text.slice(0, -1) : text, atMs });
  };
  const drop = (sizeBytes: number): void => {
    if (sizeBytes === 0) return;
    if (droppedBytes === 0) onFlood();
    droppedBytes += sizeBytes;
  };

  return {
    lines,
    add: (chunk, atMs) => {
      if (isOver) return;
      if (droppedBytes > 0 || keptBytes + chunk.length > limits.bytes || lines.length >= limits.lines) {
        drop(chunk.length);
        return;
      }
      keptBytes += chunk.length;
      const text = decoder.decode(chunk, { stream: true });
      let from = 0;
      for (let to = text.indexOf('\n'); to !== -1; to = text.indexOf('\n', from)) {
        finishLine(text.slice(from, to), atMs);
        from = to + 1;
        if (lines.length >= limits.lines) {
          drop(Buffer.byteLength(text.slice(from)));
          if (droppedBytes > 0) return;
        }
      }
      if (from < text.length) pieces.push(text.slice(from));
    },
    end: (atMs) => {
      if (isOver) return;
      isOver = true;
      const rest = pieces.join('') + decoder.decode();
      if (rest !== '') lines.push({ text: rest, atMs, unfinished: true });
    },
    get evidence() {
      return { lines, droppedBytes };
    },
  };
}
