import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../../../src/telemetry/model.ts';
import type { TraceFault } from '../../../src/telemetry/derive/trace-fault.ts';
import { buildTraces, walkTrace, type Trace } from '../../../src/telemetry/derive/trace-tree.ts';
import { ms, span } from './spans.ts';

/** The tree as indented ids. */
function drawn(trace: Trace): string[] {
  return Array.from(walkTrace(trace), ({ span: { spanId }, depth }) => ' '.repeat(depth) + spanId);
}

function only(spans: readonly Span[]): Trace {
  const traces = buildTraces(spans);
  expect(traces).toHaveLength(1);
  return traces[0]!;
}

function kinds(trace: Trace): TraceFault['kind'][] {
  return trace.faults.map((fault) => fault.kind);
}

describe('a sound trace', () => {
  test('is one tree with children by start time, however late they arrive', () => {
    const wide = { endUnixNano: ms(2000) };
    const trace = only([
      span('d', 'b', 3),
      span('c', 'a', 20),
      span('b', 'a', 2, { endUnixNano: ms(1015) }),
      span('a', undefined, 0, wide),
    ]);
    expect(drawn(trace)).toEqual(['a', ' b', '  d', ' c']);
    expect(trace).toMatchObject({
      traceId: 'a'.repeat(32),
      faults: [],
      spanCount: 4,
      startUnixNano: ms(1000),
      endUnixNano: ms(2000),
    });
  });

  test('stands beside others in the order of their start', () => {
    const late = span('a', undefined, 50, { traceId: 'late' });
    const early = span('a', undefined, 5, { traceId: 'early' });
    expect(buildTraces([late, early]).map((trace) => trace.traceId)).toEqual(['early', 'late']);
  });

  test('may have clocks that differ by less than a millisecond', () => {
    const parent = span('a');
    const child = span('b', 'a', -0.9, { endUnixNano: ms(1010.9) });
    expect(only([parent, child]).faults).toEqual([]);
  });
});

test('no spans make no traces', () => {
  expect(buildTraces([])).toEqual([]);
});

describe('a broken trace', () => {
  test('shows a span whose parent was not received as a root, and names the parent', () => {
    const trace = only([span('a'), span('c', 'b', 5)]);
    expect(drawn(trace)).toEqual(['a', 'c']);
    expect(trace.faults).toEqual([{ kind: 'missing-parent', spanId: 'c', parentSpanId: 'b' }]);
    expect(trace.roots[1]!.fault).toEqual(trace.faults[0]);
  });

  test('has its circles cut at the earliest span', () => {
    const trace = only([span('c', 'b', 2), span('a', 'c', 0), span('b', 'a', 1), span('d', 'b', 1.5)]);
    expect(trace.roots.map((root) => root.span.spanId)).toEqual(['a']);
    expect(trace.roots[0]!.fault).toEqual({ kind: 'cycle', spanId: 'a', spanIds: ['c', 'b', 'a'] });
    expect(drawn(trace)).toEqual(['a', ' b', '  d', '  c']);
  });

  test('may hold a span that is its own parent', () => {
    const trace = only([span('a', 'a')]);
    expect(trace.faults).toEqual([{ kind: 'cycle', spanId: 'a', spanIds: ['a'] }]);
  });

  test('keeps both spans of one id, and gives the children to the first', () => {
    const trace = only([span('a'), span('b', 'a', 1), span('b', 'a', 0.5), span('c', 'b', 2)]);
    expect(drawn(trace)).toEqual(['a', ' b', ' b', '  c']);
    expect(kinds(trace).filter((kind) => kind === 'duplicate-span-id')).toHaveLength(1);
    expect(trace.roots[0]!.children[0]!.fault).toEqual({ kind: 'duplicate-span-id', spanId: 'b' });
  });

  test('names spans that never ended and spans that ended before they began', () => {
    const trace = only([span('a', undefined, 0, { endUnixNano: 0n }), span('b', 'a', 5, { endUnixNano: ms(1003) })]);
    expect(trace.faults).toEqual([
      { kind: 'never-ended', spanId: 'a' },
      { kind: 'negative-duration', spanId: 'b', durationMs: -2 },
    ]);
    expect(trace.endUnixNano).toBe(ms(1005));
  });

  test('names children that begin before their parent or end after it, and by how much', () => {
    const trace = only([span('a'), span('b', 'a', -5), span('c', 'a', 4)]);
    expect(trace.faults).toEqual([
      { kind: 'outside-parent', spanId: 'b', parentSpanId: 'a', earlyMs: 5, lateMs: 0 },
      { kind: 'outside-parent', spanId: 'c', parentSpanId: 'a', earlyMs: 0, lateMs: 4 },
    ]);
  });

  test('lets the consumer of a message end later, since nobody waits for it', () => {
    const trace = only([span('a'), span('b', 'a', 5, { kind: 'consumer' })]);
    expect(trace.faults).toEqual([]);
  });
});

test('a chain of 100,000 spans is built and walked without overflowing', () => {
  const chain = Array.from({ length: 100_000 }, (_, index) =>
    span(String(index), index === 0 ? undefined : String(index - 1), 0),
  );
  const trace = only(chain);
  expect(trace.roots).toHaveLength(1);
  let deepest = 0;
  for (const node of walkTrace(trace)) deepest = Math.max(deepest, node.depth);
  expect(deepest).toBe(99_999);
});

test('a circle of 100,000 spans is cut', () => {
  const circle = Array.from({ length: 100_000 }, (_, index) => span(String(index), String((index + 1) % 100_000)));
  expect(only(circle).faults.filter((fault) => fault.kind === 'cycle')).toHaveLength(1);
});

describe('random forests', () => {
  const id = (index: number): string => index.toString(16).padStart(16, '0');

  /** Each span's parent is an earlier one, or none; children lie inside their parents. */
  const forest = fc.array(fc.option(fc.nat(), { nil: undefined }), { minLength: 1, maxLength: 40 }).map((parents) =>
    parents.map((pick, index) => {
      const parent = pick === undefined || index === 0 ? undefined : id(pick % index);
      return span(id(index), parent, index / 1000, { endUnixNano: ms(5000 - index) });
    }),
  );
  const shuffled = <T>(items: readonly T[]) =>
    fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

  function everySpan(spans: readonly Span[]): Trace[] {
    const traces = buildTraces(spans);
    const nodes = traces.flatMap((trace) => [...walkTrace(trace)]);
    expect(new Set(nodes.map((node) => node.span))).toEqual(new Set(spans));
    expect(nodes).toHaveLength(spans.length);
    return traces;
  }

  const faultsOf = (traces: readonly Trace[], kind: TraceFault['kind']): string[] =>
    traces.flatMap((trace) => trace.faults.flatMap((fault) => (fault.kind === kind ? [fault.spanId] : []))).toSorted();

  test('in any order keep every span and have no fault', () => {
    fc.assert(
      fc.property(forest.chain(shuffled), (spans) => {
        const traces = everySpan(spans);
        expect(traces.flatMap((trace) => trace.faults)).toEqual([]);
        for (const trace of traces) {
          for (const node of walkTrace(trace)) {
            for (const child of node.children) {
              expect(child.span.parentSpanId).toBe(node.span.spanId);
              expect(child.depth).toBe(node.depth + 1);
            }
          }
        }
      }),
    );
  });

  test('with dropped parents name every child that lost one', () => {
    fc.assert(
      fc.property(forest, fc.array(fc.nat(), { maxLength: 5 }), (spans, picks) => {
        const dropped = new Set(picks.map((pick) => id(pick % spans.length)));
        const left = spans.filter(({ spanId }) => !dropped.has(spanId));
        const orphans = left.filter(({ parentSpanId }) => parentSpanId !== undefined && dropped.has(parentSpanId));
        expect(faultsOf(everySpan(left), 'missing-parent')).toEqual(orphans.map(({ spanId }) => spanId).toSorted());
      }),
    );
  });

  test('with doubled spans name every double', () => {
    fc.assert(
      fc.property(forest, fc.array(fc.nat(), { maxLength: 5 }), (spans, picks) => {
        const doubles = picks.map((pick) => ({ ...spans[pick % spans.length]! }));
        const faults = faultsOf(everySpan([...spans, ...doubles]), 'duplicate-span-id');
        expect(faults).toEqual(doubles.map(({ spanId }) => spanId).toSorted());
      }),
    );
  });

  test('with circles name exactly one span of each', () => {
    fc.assert(
      fc.property(forest, (spans) => {
        // Every root becomes the child of its last descendant (or of itself).
        const rootOf = new Map<string, string>();
        for (const { spanId, parentSpanId } of spans) {
          rootOf.set(spanId, parentSpanId === undefined ? spanId : rootOf.get(parentSpanId)!);
        }
        const last = new Map(Array.from(rootOf, ([spanId, root]) => [root, spanId]));
        const circular = spans.map((one) =>
          one.parentSpanId === undefined ? { ...one, parentSpanId: last.get(one.spanId)! } : one,
        );
        const roots = spans.filter((one) => one.parentSpanId === undefined).map(({ spanId }) => spanId);
        expect(faultsOf(everySpan(circular), 'cycle')).toEqual(roots.toSorted());
      }),
    );
  });

  test('with clocks that are off name every child that left its parent', () => {
    fc.assert(
      fc.property(forest, fc.nat(), (spans, pick) => {
        const moved = pick % spans.length;
        const skewed = spans.map((one, index) =>
          index === moved ? { ...one, startUnixNano: one.startUnixNano - ms(900) } : one,
        );
        const expected = spans[moved]!.parentSpanId === undefined ? [] : [id(moved)];
        expect(faultsOf(everySpan(skewed), 'outside-parent')).toEqual(expected);
      }),
    );
  });

  test('of any spans at all lose none and invent none', () => {
    const few = fc.constantFrom('a', 'b', 'c', 'd');
    const time = fc.bigInt({ min: 0n, max: 50_000_000n });
    const anySpan = fc
      .tuple(few, fc.option(few, { nil: undefined }), time, time, fc.constantFrom('t1', 't2'))
      .map(([own, parent, startUnixNano, endUnixNano, traceId]) =>
        span(own, parent, 0, { startUnixNano, endUnixNano, traceId }),
      );
    fc.assert(
      fc.property(fc.array(anySpan, { maxLength: 12 }), (spans) => {
        const count = everySpan(spans).reduce((sum, trace) => sum + trace.spanCount, 0);
        expect(count).toBe(spans.length);
      }),
    );
  });
});
