import type { Span } from '../../../src/telemetry/model.ts';

/** A sound span of 10 ms, beginning at `startMs`, that a test changes where it matters. */
export function span(spanId: string, parentSpanId?: string, startMs = 0, changes: Partial<Span> = {}): Span {
  return {
    traceId: 'a'.repeat(32),
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    name: `work ${spanId}`,
    kind: 'internal',
    startUnixNano: ms(1000 + startMs),
    endUnixNano: ms(1000 + startMs + 10),
    attributes: {},
    events: [],
    links: [],
    status: { code: 'unset' },
    flags: 1,
    resource: {},
    scope: '',
    ...changes,
  };
}

export function ms(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds * 1_000_000));
}
