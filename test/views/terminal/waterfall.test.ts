import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildTraces, type Trace } from '../../../src/telemetry/derive/trace-tree.ts';
import type { LogLine, Span } from '../../../src/telemetry/model.ts';
import { waterfallView, type WaterfallModel } from '../../../src/views/terminal/waterfall.ts';
import { asFile, golden } from '../../golden.ts';
import { anyText, anyWidth } from '../any-text.ts';
import { noisyLines } from './noisy-lines.ts';

const began = 1_795_392_447_541_000_000n;

/** Times in milliseconds after the trace began; an end of -1 was never sent. */
function span(
  id: string,
  parent: string | undefined,
  name: string,
  fromMs: number,
  toMs: number,
  more: Partial<Span> = {},
): Span {
  return {
    traceId: '6744a1b2c3d4e5f60718293a4b5c6d7e',
    spanId: id,
    ...(parent === undefined ? {} : { parentSpanId: parent }),
    name,
    kind: 'internal',
    startUnixNano: began + BigInt(fromMs) * 1_000_000n,
    endUnixNano: toMs === -1 ? 0n : began + BigInt(toMs) * 1_000_000n,
    attributes: {},
    events: [],
    links: [],
    status: { code: 'unset' },
    flags: 257,
    resource: { 'service.name': 'orders' },
    scope: 'app',
    ...more,
  };
}

const log = (traceId: string, spanId: string): LogLine => ({
  line: 1,
  program: 'orders',
  text: '',
  atMs: 0,
  unfinished: false,
  fields: { trace_id: traceId, span_id: spanId },
  oddities: [],
});

const kitchen = { resource: { 'service.name': 'kitchen' } };
const spans = [
  span('a1', undefined, 'POST /orders', 0, 480, { kind: 'server' }),
  span('b1', 'a1', 'db.query', 4, 20, { kind: 'client' }),
  span('b2', 'a1', 'POST', 30, 470, { kind: 'client', status: { code: 'error', message: 'kitchen is down' } }),
  span('c1', 'b2', 'POST /tickets', 60, 400, { ...kitchen, kind: 'server' }),
  span('c2', 'c1', 'fire the oven', 70, -1, kitchen),
  span('c3', 'c1', 'print the ticket with everything that the guest has ever wished for', 90, 420, kitchen),
  span('d1', 'e9', 'notify', 430, 450, { events: [{ name: 'sent', timeUnixNano: 0n, attributes: {} }] }),
  span('d2', 'e9', 'back in time', 440, 435),
];
const [trace] = buildTraces(spans);
const model: WaterfallModel = {
  trace: trace!,
  logs: [log(trace!.traceId, 'c1'), log(trace!.traceId, 'c1'), log('other', 'b1')],
  limit: 100,
  marks: [
    { at: { signal: 'span', run: 'main', traceId: trace!.traceId, spanId: 'b1' }, note: 'no db.system.name here' },
  ],
};

const draw = (more: Partial<WaterfallModel> = {}, width = 100): string =>
  waterfallView({ ...model, ...more }, { width, colour: false }).join('\n');

test.each([40, 80, 120])('it looks as agreed at %i columns', (width) => {
  const picture = asFile(waterfallView(model, { width, colour: false }));
  expect(picture).toBe(golden(`waterfall-${width}.txt`, picture));
});

test('spans that name the same missing parent stand under one row for it', () => {
  const lines = draw().split('\n');
  const missing = lines.findIndex((line) => line.includes('(parent e9)'));
  expect(lines.filter((line) => line.includes('(parent e9)'))).toHaveLength(1);
  expect(lines[missing + 1]).toContain('├ notify');
  expect(lines[missing + 2]).toContain('└ back in time');
});

describe('what is wrong is said in words', () => {
  test.each([
    ['never ended', [span('a', undefined, 'a', 0, -1)]],
    ['ended 5 ms before it began', [span('a', undefined, 'a', 5, 0)]],
    ['ended 5 ms after its parent', [span('a', undefined, 'a', 0, 5), span('b', 'a', 'b', 0, 10)]],
    ['began 5 ms before its parent', [span('a', undefined, 'a', 5, 10), span('b', 'a', 'b', 0, 10)]],
    ['another span of this trace has the same id', [span('a', undefined, 'a', 0, 5), span('a', undefined, 'b', 0, 5)]],
    ['its parent is its own descendant: ', [span('a', 'b', 'a', 0, 5), span('b', 'a', 'b', 0, 5)]],
  ])('%s', (words, broken) => {
    expect(draw({ trace: buildTraces(broken)[0]! })).toContain(words);
  });
});

test('a marked span is shown however many there are', () => {
  const many = Array.from({ length: 50 }, (_, index) =>
    span(`s${index}`, undefined, `step ${index}`, index, index + 1),
  );
  const [long] = buildTraces(many);
  const marks = [
    { at: { signal: 'span' as const, run: 'main', traceId: long!.traceId, spanId: 's40' }, note: 'too slow' },
  ];
  const lines = draw({ trace: long!, marks, limit: 5 });
  expect(lines).toContain('… 36 more');
  expect(lines).toContain('> step 40');
  expect(lines).toContain('↑ too slow');
  expect(lines).toContain('… 9 more');
});

test('a chain of 100,000 spans is no deeper than others', () => {
  const chain = Array.from({ length: 100_000 }, (_, index) =>
    span(`s${index}`, index === 0 ? undefined : `s${index - 1}`, 'step', 0, 1),
  );
  expect(draw({ trace: buildTraces(chain)[0]!, limit: 20 })).toContain('(12) step');
});

test('all of 2,000 spans can be drawn', () => {
  const tree = Array.from({ length: 2000 }, (_, index) => {
    const parent = index === 0 ? undefined : `s${Math.floor(index / 3)}`;
    return span(`s${index}`, parent, `step ${index}`, index, index + 5);
  });
  const [large] = buildTraces(tree);
  expect(draw({ trace: large!, limit: 2000 })).toContain('step 1999');
});

test('any trace stays in its columns', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const anySpan = fc
    .record({
      id,
      parent: fc.option(id, { nil: undefined }),
      name: anyText,
      from: fc.nat(50),
      to: fc.integer({ min: -1, max: 50 }),
      service: anyText,
      message: anyText,
    })
    .map((one) =>
      span(one.id, one.parent, one.name, one.from, one.to, {
        resource: { 'service.name': one.service },
        status: { code: 'error', message: one.message },
      }),
    );
  fc.assert(
    fc.property(fc.array(anySpan, { minLength: 1, maxLength: 8 }), anyWidth, fc.nat(10), (any, width, limit) => {
      const anyTrace: Trace = buildTraces(any)[0]!;
      expect(noisyLines((look) => waterfallView({ ...model, trace: anyTrace, limit }, look), width)).toEqual([]);
    }),
  );
});
