import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDatagrams } from '../../../src/telemetry/parse/dogstatsd.ts';

function parse(...texts: string[]) {
  return parseDatagrams(texts.map((text) => ({ atMs: 0, text, sizeBytes: text.length })));
}

describe('a metric', () => {
  test.each([
    [
      'orders.created:1|c|#env:test,service:orders',
      { name: 'orders.created', type: 'count', values: ['1'], tags: { env: 'test', service: 'orders' } },
    ],
    ['orders.depth:-5|g', { type: 'gauge', values: ['-5'] }],
    ['orders.depth:+5|g', { type: 'gauge', values: ['+5'] }],
    ['orders.t:120|ms', { type: 'timing' }],
    ['orders.h:1.5|h', { type: 'histogram' }],
    ['orders.dist:0.2:3:4e1|d|@0.5', { type: 'distribution', values: ['0.2', '3', '4e1'], sampleRate: 0.5 }],
    ['orders.users:u1|s|#flag,a:b:c', { type: 'set', values: ['u1'], tags: { flag: '', a: 'b:c' } }],
    ['a:1|c|T1656581400|c:ci-83|e:it-false|card:low', { timestampSeconds: 1656581400, containerId: 'ci-83' }],
    ['a:1|c|#__proto__:x', { tags: Object.fromEntries([['__proto__', 'x']]) }],
  ])('is read from %s', (text, expected) => {
    const { metrics, oddities } = parse(text);
    expect(oddities).toEqual([]);
    expect(metrics).toEqual([expect.objectContaining({ datagram: 0, ...expected })]);
  });

  test.each([
    [':1|c', 'a metric without a name'],
    ['orders.created|c', 'no value after the name'],
    ['orders.created:1', 'no type'],
    ['orders.created:1|counter', 'unknown type "counter"'],
    ['orders.created:|c', 'an empty value'],
    ['orders.created:one|c', 'the value "one" is not a number'],
    ['{"orders": 1}', 'no type'],
  ])('is refused from %s, in words', (text, oddity) => {
    const { metrics, oddities } = parse('ok:1|c', text);
    expect(metrics).toHaveLength(1);
    expect(oddities).toEqual([{ line: 2, text: `${oddity}: ${text}` }]);
  });

  test.each([
    ['a:1|c|@2', 'the sample rate "@2" is not above 0 and up to 1'],
    ['a:1|c|@often', 'the sample rate "@often" is not above 0 and up to 1'],
    ['a:1|c|env:test', 'unknown part "env:test"'],
    ['a:1|c|#x:1,x:2', 'the tag "x" stands twice'],
  ])('is kept from %s, without the part that is wrong', (text, oddity) => {
    const { metrics, oddities } = parse(text);
    expect(metrics).toHaveLength(1);
    expect(metrics[0]!.sampleRate).toBe(1);
    expect(oddities).toEqual([{ line: 1, text: `${oddity}: ${text}` }]);
  });

  test('that cannot be read is quoted in short', () => {
    expect(parse('x'.repeat(5000)).oddities[0]!.text.length).toBeLessThan(250);
  });
});

test('one datagram may hold several messages', () => {
  const { metrics, oddities } = parse('a:1|c\nb:2|g\n', 'c:3|c');
  expect(metrics.map(({ name, datagram }) => [name, datagram])).toEqual([
    ['a', 0],
    ['b', 0],
    ['c', 1],
  ]);
  expect(oddities).toEqual([]);
});

test('an empty datagram is odd', () => {
  expect(parse('\n').oddities).toEqual([{ line: 1, text: 'an empty datagram' }]);
});

describe('an event', () => {
  test('is read with its text, type and tags', () => {
    const { events, oddities } = parse('_e{13,7}:orders.deploy|v1\\nbé|t:info|#env:test');
    expect(oddities).toEqual([]);
    expect(events).toEqual([
      { title: 'orders.deploy', text: 'v1\nbé', alertType: 'info', tags: { env: 'test' }, datagram: 0 },
    ]);
  });

  test('may be bare', () => {
    expect(parse('_e{1,2}:a|bc').events).toEqual([{ title: 'a', text: 'bc', tags: {}, datagram: 0 }]);
  });

  test('with lengths that do not fit is odd; they count bytes', () => {
    expect(parse('_e{1,1}:a|é').events).toEqual([]);
    expect(parse('_e{1,2}:a|é').events).toHaveLength(1);
    expect(parse('_e{99,2}:a|b').oddities[0]!.text).toBe('the lengths of an event do not fit: _e{99,2}:');
    expect(parse('_e{a}:a|b').oddities[0]!.text).toBe('an event without its two lengths: _e{5,4}:title|text');
  });
});

describe('a service check', () => {
  test('is read', () => {
    const { serviceChecks, oddities } = parse('_sc|orders.db|2|#env:test|m:no answer', '_sc|orders.db|0');
    expect(oddities).toEqual([]);
    expect(serviceChecks).toEqual([
      { name: 'orders.db', status: 'critical', message: 'no answer', tags: { env: 'test' }, datagram: 0 },
      { name: 'orders.db', status: 'ok', tags: {}, datagram: 1 },
    ]);
  });

  test('wants a status', () => {
    expect(parse('_sc|orders.db|9').oddities).toHaveLength(1);
  });
});

describe('whatever arrives', () => {
  test('gives a value or an oddity for each message', () => {
    const part = fc.constantFrom('a', ':', '|', '#', '1', '@', 'c', '_e{1,1}:', '_sc|', '\n', ',', 'T');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part, { maxLength: 20 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (datagram) => {
        const { metrics, events, serviceChecks, oddities } = parse(datagram);
        expect(metrics.length + events.length + serviceChecks.length + oddities.length).toBeGreaterThan(0);
      }),
    );
  });

  test('comes back as the metric that was sent', () => {
    const word = fc.stringMatching(/^[a-zA-Z][\w.]{0,12}$/);
    const metric = fc.record({
      name: word,
      values: fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }).map(String), { minLength: 1, maxLength: 4 }),
      type: fc.constantFrom(
        ['c', 'count'],
        ['g', 'gauge'],
        ['ms', 'timing'],
        ['h', 'histogram'],
        ['d', 'distribution'],
        ['s', 'set'],
      ),
      sampleRate: fc.double({ min: 0.01, max: 1, noNaN: true }),
      tags: fc.dictionary(word, word, { noNullPrototype: true }),
    });
    fc.assert(
      fc.property(metric, ({ name, values, type: [letter, type], sampleRate, tags }) => {
        const list = Object.entries(tags).map(([key, value]) => `${key}:${value}`);
        const text = `${name}:${values.join(':')}|${letter}|@${sampleRate}|#${list.join(',')}`;
        expect(parse(text)).toMatchObject({ metrics: [{ name, values, type, sampleRate, tags }], oddities: [] });
      }),
    );
  });
});
