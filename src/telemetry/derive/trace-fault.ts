import type { Span } from '../model.ts';
import { nanoToMs } from '../nano.ts';

/** Something that cannot be right in a trace. `spanId` is the span it is said of. */
export type TraceFault =
  /** It names a parent that was not received. */
  | { readonly kind: 'missing-parent'; readonly spanId: string; readonly parentSpanId: string }
  /** Its parent is its own descendant; the circle, each span followed by its parent. */
  | { readonly kind: 'cycle'; readonly spanId: string; readonly spanIds: readonly string[] }
  /** Another span of the trace has the same id. */
  | { readonly kind: 'duplicate-span-id'; readonly spanId: string }
  | { readonly kind: 'never-ended'; readonly spanId: string }
  /** It ended before it began; `durationMs` is below 0. */
  | { readonly kind: 'negative-duration'; readonly spanId: string; readonly durationMs: number }
  /** It began before its parent, or ended after it, by so many milliseconds (0 where it did not). */
  | {
      readonly kind: 'outside-parent';
      readonly spanId: string;
      readonly parentSpanId: string;
      readonly earlyMs: number;
      readonly lateMs: number;
    };

/** The times of a span, alone and beside its parent's. */
export function timingFaults(span: Span, parent: Span | undefined): TraceFault[] {
  const faults: TraceFault[] = [];
  const { spanId } = span;
  if (!hasEnded(span)) faults.push({ kind: 'never-ended', spanId });
  else if (span.endUnixNano < span.startUnixNano) {
    faults.push({ kind: 'negative-duration', spanId, durationMs: nanoToMs(span.endUnixNano - span.startUnixNano) });
  }
  if (parent === undefined) return faults;
  const earlyMs = overrunMs(parent.startUnixNano - span.startUnixNano);
  const lateMs = mayOutlive(span, parent) ? 0 : overrunMs(span.endUnixNano - parent.endUnixNano);
  if (earlyMs > 0 || lateMs > 0) {
    faults.push({ kind: 'outside-parent', spanId, parentSpanId: parent.spanId, earlyMs, lateMs });
  }
  return faults;
}

/** Start times have a resolution of a millisecond, end times of nanoseconds: less is not worth a word. */
const clockGrainNano = 1_000_000n;

function overrunMs(nano: bigint): number {
  return nano > clockGrainNano ? nanoToMs(nano) : 0;
}

function hasEnded(span: Span): boolean {
  return span.endUnixNano !== 0n;
}

/** Nobody waits for the consumer of a message; and a parent without a sound end cannot be outlived. */
function mayOutlive(span: Span, parent: Span): boolean {
  return span.kind === 'consumer' || !hasEnded(parent) || parent.endUnixNano < parent.startUnixNano;
}
