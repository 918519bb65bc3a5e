import { describe, expect, test } from 'vitest';
import {
  durationMs,
  expectAttribute,
  expectFewNames,
  expectKind,
  expectOneTree,
  expectRequestSpans,
  expectSpans,
  expectWithinParents,
  msBetween,
  rootOf,
} from '../../src/checks/expect-traces.ts';
import { above, below, isOrphan, placeSpans, serviceOf } from '../../src/checks/placed-span.ts';
import { findingOf, markedText } from './finding-of.ts';
import { requestNamed, runOfSpans, runThatSent, spanNamed, type Sketch } from './hand-made-traces.ts';

const request: Sketch = {
  name: 'POST /orders',
  id: 'root',
  kind: 'server',
  to: 50,
  attributes: { 'http.route': '/orders' },
};
const call: Sketch = { name: 'POST /boxes', id: 'call', under: 'root', kind: 'client', from: 5, to: 40 };

describe('spans that do not arrive', () => {
  test('are told apart by where they went', () => {
    const codeOf = (run: Parameters<typeof expectSpans>[0]) => findingOf(() => expectSpans(run, 'orders'))?.code;
    expect(codeOf(runOfSpans([request]))).toBeUndefined();
    expect(codeOf(runOfSpans([]))).toBe('no-spans');
    expect(codeOf(runThatSent('/', { resourceSpans: [] }))).toBe('spans-wrong-path');
    expect(codeOf(runThatSent('/v1/traces', undefined, ['body is not JSON']))).toBe('spans-unreadable');
  });

  test('because they bear another service name: the names that were seen are said', () => {
    const finding = findingOf(() => expectSpans(runOfSpans([request]), 'kitchen', 'kitchen'));
    expect(finding).toMatchObject({ code: 'no-spans', args: { service: 'kitchen', others: 'orders' } });
  });
});

describe('one server span for each request', () => {
  const spansOf = (...sketches: Sketch[]) => {
    const run = runOfSpans(sketches);
    return findingOf(() => expectRequestSpans(run, placeSpans(run.traces), [requestNamed('order-1')]));
  };

  test('is what is looked for; the spans come back by start time', () => {
    const run = runOfSpans([{ ...request, id: 'late', trace: 'two', from: 30 }, request]);
    const two = [requestNamed('order-1'), requestNamed('order-2')];
    const servers = expectRequestSpans(run, placeSpans(run.traces), two);
    expect(servers.map(({ span }) => Number(span.startUnixNano) / 1e6)).toEqual([1e-6, 30.000001]);
  });

  test('fails where a call is declared as a server span', () => {
    const finding = spansOf(request, { ...call, kind: 'server' });
    expect(finding).toMatchObject({
      code: 'too-many-request-spans',
      args: { name: 'POST /boxes', requests: 1, spans: 2 },
    });
    expect(markedText(finding)).toBe('server');
  });

  test('names the loose one that says least about a request', () => {
    expect(spansOf(request, { name: 'call', kind: 'server', trace: 'two' })?.args).toMatchObject({ name: 'call' });
  });

  test('fails where its kind was left out', () => {
    const finding = spansOf({ ...request, kind: 'internal' });
    expect(finding).toMatchObject({ code: 'wrong-span-kind', args: { expected: 'server', found: 'internal' } });
  });

  test('fails where it never ended: its work hangs in the air, whatever the kind of that', () => {
    const finding = spansOf(call);
    expect(finding).toMatchObject({ code: 'parent-never-arrived', args: { name: 'POST /boxes' } });
  });

  test('fails where its kind was left out, also when its parent is a span of the caller', () => {
    const handled: Sketch = { ...request, kind: 'internal', under: 'far' };
    expect(spansOf({ ...handled, flags: 0x301 })).toMatchObject({ code: 'wrong-span-kind' });
    const run = runOfSpans([handled]);
    const traceparent = `00-${'1'.repeat(32)}-${run.spans[0]!.parentSpanId}-01`;
    const sent = { ...requestNamed('order-1'), headers: { traceparent } };
    expect(findingOf(() => expectRequestSpans(run, placeSpans(run.traces), [sent]))).toMatchObject({
      code: 'wrong-span-kind',
    });
  });

  test('fails where there is none, and shows the request that got none', () => {
    expect(spansOf({ name: 'work' })).toMatchObject({ code: 'requests-without-span', args: { requests: 1, spans: 0 } });
    const run = runOfSpans([{ ...request, attributes: { 'http.response.status_code': 201 } }]);
    const requests = [requestNamed('order-1'), requestNamed('refused', 400)];
    const finding = findingOf(() => expectRequestSpans(run, placeSpans(run.traces), requests));
    expect(finding).toMatchObject({ code: 'requests-without-span', at: { request: 'refused' } });
  });

  test('shows no request where the spans tell of no status', () => {
    const run = runOfSpans([request]);
    const requests = [requestNamed('order-1'), requestNamed('refused', 400)];
    expect(findingOf(() => expectRequestSpans(run, placeSpans(run.traces), requests))?.at).toBeUndefined();
  });
});

describe('one tree', () => {
  test('is content with one root', () => {
    const run = runOfSpans([request, call]);
    expect(findingOf(() => expectOneTree(run, 'order-1', [spanNamed(run, 'POST /orders')]))).toBeUndefined();
  });

  test('several roots: the first that is no request is marked, and whether any span has a parent is said', () => {
    const run = runOfSpans([request, { ...call, under: undefined as never, trace: 'two' }]);
    const finding = findingOf(() => expectOneTree(run, 'order-1', placeSpans(run.traces)));
    expect(finding).toMatchObject({ code: 'several-roots', args: { roots: 2, anyParent: false, name: 'POST /boxes' } });
  });

  test('a parent that never arrived is another matter than no parent', () => {
    const run = runOfSpans([request, { ...call, under: 'lost' }]);
    const finding = findingOf(() => expectOneTree(run, 'order-1', placeSpans(run.traces)));
    expect(finding).toMatchObject({ code: 'parent-never-arrived', args: { name: 'POST /boxes' } });
  });
});

test('a span of another kind is marked at its kind', () => {
  const run = runOfSpans([request, { ...call, kind: 'internal' }]);
  const finding = findingOf(() => expectKind(run, spanNamed(run, 'POST /boxes'), ['client'], 'a call'));
  expect(finding).toMatchObject({ code: 'wrong-span-kind', args: { expected: 'client', found: 'internal' } });
  expect(markedText(finding)).toBe('internal');
  expect(findingOf(() => expectKind(run, spanNamed(run, 'POST /orders'), ['server'], 'a request'))).toBeUndefined();
});

describe('an attribute', () => {
  const attributes = { 'http.status_code': 201, 'http.route': '/orders', port: '80' };
  const run = runOfSpans([{ ...request, attributes }]);
  const wish = (asked: Parameters<typeof expectAttribute>[2]) =>
    findingOf(() => expectAttribute(run, spanNamed(run, 'POST /orders'), asked));

  test('counts under each of its names, and its value comes back', () => {
    expect(expectAttribute(run, spanNamed(run, 'POST /orders'), { names: ['a', 'http.route'], kind: 'text' })).toBe(
      '/orders',
    );
  });

  test('under a near name is named as the nearest, and marked', () => {
    const finding = wish({ names: ['http.response.status_code'], nearMisses: ['http.status_code'] });
    expect(finding).toMatchObject({ code: 'attribute-missing', args: { nearest: 'http.status_code' } });
    expect(markedText(finding)).toBe('"http.status_code":201');
  });

  test('that is not there at all is missed at the end', () => {
    const finding = wish({ names: ['bento.sku'] });
    expect(finding).toMatchObject({ code: 'attribute-missing', args: { attribute: 'bento.sku', nearest: '' } });
    expect(markedText(finding)).toBe('}');
  });

  test('of another type or value is quoted', () => {
    expect(wish({ names: ['port'], kind: 'a number' })).toMatchObject({
      code: 'attribute-wrong-type',
      args: { found: '"80"' },
    });
    expect(wish({ names: ['http.route'], value: '/menu' })).toMatchObject({
      code: 'attribute-wrong-value',
      args: { expected: '"/menu"', found: '"/orders"' },
    });
  });
});

test('a value of one request in a span name is found, and how many such names there are', () => {
  const run = runOfSpans([request, { ...call, name: 'book tofu-1' }, { ...call, id: 'b', name: 'book tofu-2' }]);
  const finding = findingOf(() => expectFewNames(run, placeSpans(run.traces), ['tofu-1', 'tofu-2']));
  expect(finding).toMatchObject({ code: 'span-name-varies', args: { name: 'book tofu-1', value: 'tofu-1', names: 2 } });
  expect(findingOf(() => expectFewNames(run, placeSpans(run.traces), ['miso']))).toBeUndefined();
});

test('a name for each of many requests that are alike is found, whatever is in it', () => {
  const named = (nameOf: (index: number) => string) => {
    const sketches = Array.from({ length: 20 }, (_, index): Sketch => ({ name: nameOf(index), trace: `t${index}` }));
    const run = runOfSpans(sketches);
    const spans = placeSpans(run.traces);
    const alike = spans.map((placed) => [placed]);
    return findingOf(() => expectFewNames(run, spans, [], alike));
  };
  expect(named((index) => `call #${index}`)).toMatchObject({
    code: 'span-names-many',
    args: { name: 'call #0', requests: 20, names: 20, most: 1 },
  });
  expect(named(() => 'call')).toBeUndefined();
  expect(named((index) => (index < 8 ? `retry ${index}` : 'call'))).toBeUndefined();
});

describe('a span that ends after its parent', () => {
  const judge = (...sketches: Sketch[]) => {
    const run = runOfSpans(sketches);
    return findingOf(() => expectWithinParents(run, placeSpans(run.traces)));
  };

  test('is found when the parent also arrived first', () => {
    expect(judge({ ...request, to: 10 }, call)).toMatchObject({ code: 'parent-ended-first', args: { lateMs: 30 } });
  });

  test('is not believed by its clock alone: spans arrive in the order in which they ended', () => {
    expect(judge(call, { ...request, to: 10 })).toBeUndefined();
  });

  test('may be a few milliseconds late, a consumer, or of another program', () => {
    expect(judge({ ...request, to: 37 }, call)).toBeUndefined();
    expect(judge({ ...request, to: 10 }, { ...call, kind: 'consumer' })).toBeUndefined();
    expect(judge({ ...request, to: 10 }, { ...call, service: 'kitchen' })).toBeUndefined();
  });
});

test('a span knows what it stands under and what stands under it', () => {
  const run = runOfSpans([request, call, { name: 'pack', under: 'call', service: 'kitchen' }]);
  const pack = spanNamed(run, 'pack');
  expect(above(pack).map(({ span }) => span.name)).toEqual(['POST /boxes', 'POST /orders']);
  expect(below(rootOf(pack)).map(({ span }) => span.name)).toEqual(['POST /boxes', 'pack']);
  expect([isOrphan(pack), serviceOf(pack)]).toEqual([false, 'kitchen']);
  expect(durationMs(spanNamed(run, 'POST /boxes'))).toBe(35);
  expect(msBetween(rootOf(pack), spanNamed(run, 'POST /boxes'))).toBe(5);
});
