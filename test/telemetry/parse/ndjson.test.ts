import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogLine } from '../../../src/telemetry/model.ts';
import { parseLogLines } from '../../../src/telemetry/parse/ndjson.ts';

function parse(text: string): LogLine {
  return parseLogLines('orders', [{ text, atMs: 5 }])[0]!;
}

function words(text: string): string[] {
  return parse(text).oddities.map((oddity) => oddity.text);
}

describe('a clean line', () => {
  test('gives its fields, level, time and message', () => {
    const text = '{"level":"info","time":"2026-11-23T00:05:23.033Z","request_id":"r-1","msg":"order placed"}';
    expect(parse(text)).toEqual({
      line: 1,
      program: 'orders',
      text,
      atMs: 5,
      unfinished: false,
      fields: { level: 'info', time: '2026-11-23T00:05:23.033Z', request_id: 'r-1', msg: 'order placed' },
      oddities: [],
      level: 'info',
      timeMs: Date.UTC(2026, 10, 23, 0, 5, 23, 33),
      message: 'order placed',
    });
  });

  test('is numbered from 1 over all lines, blank ones too', () => {
    const lines = parseLogLines('orders', [
      { text: '{}', atMs: 1 },
      { text: '', atMs: 2 },
      { text: '{}', atMs: 3 },
    ]);
    expect(lines.map(({ line, oddities }) => [line, oddities])).toEqual([
      [1, []],
      [2, [{ line: 2, text: 'an empty line' }]],
      [3, []],
    ]);
  });
});

test.each([
  ['level', 'INFO', 'info'],
  ['severity', 'Warning', 'warn'],
  ['lvl', 'err', 'error'],
  ['severityText', 'critical', 'fatal'],
  ['level', 'information', 'info'],
  ['level', 'notice', 'info'],
  ['level', 10, 'trace'],
  ['level', 30, 'info'],
  ['level', 35, 'info'],
  ['level', 60, 'fatal'],
  ['level', 3, undefined],
  ['level', 'loud', undefined],
  ['level', null, undefined],
  ['Level', 'info', undefined],
])('the level in %s: %j is read as %s', (key, value, level) => {
  expect(parse(JSON.stringify({ [key]: value })).level).toBe(level);
});

const moment = Date.UTC(2026, 10, 23, 0, 5, 23);

test.each([
  ['time', '2026-11-23T00:05:23Z', moment],
  ['timestamp', '2026-11-23T02:05:23+02:00', moment],
  ['ts', '2026-11-23T02:05:23+0200', moment],
  ['@timestamp', '2026-11-23t00:05:23.123456789z', moment + 123],
  ['date', '2026-11-23 00:05:23', moment],
  ['time', moment / 1000, moment],
  ['time', moment, moment],
  ['time', moment * 1000, moment],
  ['time', moment * 1_000_000, moment],
  ['time', `${moment}000000`, moment],
  ['time', 12, undefined],
  ['time', 1e30, undefined],
  ['time', 'yesterday', undefined],
  ['time', '2026-99-99T00:00:00Z', undefined],
  ['time', true, undefined],
])('the time in %s: %j is read as %s', (key, value, timeMs) => {
  expect(parse(JSON.stringify({ [key]: value })).timeMs).toBe(timeMs);
});

test('the message may be called message, and is text', () => {
  expect(parse('{"message":"hello"}').message).toBe('hello');
  expect(parse('{"msg":{"text":"hello"}}').message).toBeUndefined();
});

test.each([
  ['{', 'not JSON: a bracket alone, so one object was printed over several lines'],
  ['},', 'not JSON: a bracket alone, so one object was printed over several lines'],
  ['  "sku": "x",', 'not JSON: one key of an object that was printed over several lines'],
  ["  sku: 'x',", 'not JSON: a part of an object that console.log printed over several lines'],
  ["{ sku: 'x' }", 'not JSON: looks like console.log of an object (keys without double quotes)'],
  ["{ 'a-b': 1 }", 'not JSON: looks like console.log of an object (keys without double quotes)'],
  ['    at file:///app/orders.ts:3:9', 'not JSON: a line of a stack trace'],
  ['TypeError: x is not a function', 'not JSON: the text of an error'],
  ['Uncaught Error: no', 'not JSON: the text of an error'],
  ['{"a":1}{"b":2}', 'not JSON: two objects on one line'],
  ['{"a":1', 'not JSON: begins as JSON and breaks off'],
  ['{"a":undefined}', 'not JSON: brackets as in JSON, but the text between them is not'],
  ['level=info msg="hello"', 'not JSON: looks like logfmt (key=value)'],
  ['listening on 3000', 'not JSON: plain text'],
  ['   ', 'an empty line'],
  ['"hello"', 'JSON, but a text, not an object'],
  ['42', 'JSON, but a number, not an object'],
  ['[1,2]', 'JSON, but a list, not an object'],
  ['true', 'JSON, but true, not an object'],
  ['null', 'JSON, but null, not an object'],
])('of the line %s one learns: %s', (text, oddity) => {
  expect(words(text)).toEqual([oddity]);
  expect(parse(text).fields).toBeUndefined();
});

test('text before the object is said whatever it looks like, but only if an object is there', () => {
  expect(words('level=info {"a":1}')).toEqual(['not JSON: text stands before the object']);
  expect(words('level=info {"a":1')).toEqual(['not JSON: looks like logfmt (key=value)']);
  expect(words('level=info {"a":}')).toEqual(['not JSON: looks like logfmt (key=value)']);
});

test('text before the object is shown where the object begins', () => {
  expect(parse('INFO {"a":1}').oddities).toEqual([{ line: 1, text: 'not JSON: text stands before the object', at: 5 }]);
  // The label looks like a list, but what follows it is an object.
  expect(parse('[orders] {"a":1}').oddities).toEqual([
    { line: 1, text: 'not JSON: text stands before the object', at: 9 },
  ]);
});

test('a line the program did not finish is said to be so', () => {
  const [line] = parseLogLines('orders', [{ text: '{"a":1}', atMs: 1, unfinished: true }]);
  expect(line).toMatchObject({ unfinished: true, fields: { a: 1 } });
  expect(line!.oddities[0]!.text).toContain('was not finished');
});

test('colours and NUL characters are named with their place', () => {
  expect(parse('ok \u001B[32mgreen\u001B[0m').oddities).toEqual([
    { line: 1, text: 'an escape code (colour) is in it', at: 3 },
    { line: 1, text: 'not JSON: plain text' },
  ]);
  expect(parse('{}\0').oddities[0]).toEqual({ line: 1, text: 'a NUL character stands in the line', at: 2 });
});

describe('keys that stand twice', () => {
  test('are found where they stand, and the last value counts', () => {
    const { fields, oddities } = parse('{"level":30,"msg":"a","level":40}');
    expect(fields).toEqual({ level: 40, msg: 'a' });
    expect(oddities).toEqual([{ line: 1, text: 'the key "level" stands twice', at: 22 }]);
  });

  test('are found at any depth, in lists and when written with escapes', () => {
    expect(words('{"a":{"x":1,"b":[{"k":1,"\\u006b":2}]},"x":3}')).toEqual(['the key "k" stands twice']);
    expect(words('{"a" : 1 , "a"\t: 2}')).toEqual(['the key "a" stands twice']);
  });

  test('are not seen in text that looks like them', () => {
    expect(words('{"a":"{\\"a\\":1}","b":["a","a"],"c":{"a":"\\"a\\":"}}')).toEqual([]);
  });
});

test('an object nested deeper than anyone means is not read', () => {
  const deep = '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000);
  expect(parse(deep).fields).toBeUndefined();
  expect(words(deep)).toEqual(['nested 20000 levels deep; at most 100 are read']);
});

describe('whatever a program writes', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.json(),
    fc
      .array(fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', 'a', ' ', '1', '\u001B[0m'), { maxLength: 60 })
      .map((parts) => parts.join('')),
  );

  test('is kept line by line, and a line without fields says why', () => {
    fc.assert(
      fc.property(fc.array(nasty, { maxLength: 10 }), (texts) => {
        const lines = parseLogLines(
          'p',
          texts.map((text, atMs) => ({ text, atMs })),
        );
        expect(lines.map((line) => line.text)).toEqual(texts);
        for (const line of lines) expect(line.fields !== undefined || line.oddities.length > 0).toBe(true);
      }),
    );
  });

  test('comes back as the object that was written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (fields) => {
        const text = JSON.stringify(fields);
        const line = parse(text);
        expect(line.fields).toEqual(JSON.parse(text));
        expect(line.oddities).toEqual([]);
      }),
    );
  });

  test('has each doubled key found', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 8 }), fc.nat(), (keys, pick) => {
        const doubled = keys[pick % keys.length]!;
        const text = `{${[...keys, doubled].map((key) => `${JSON.stringify(key)}:1`).join(',')}}`;
        expect(words(text)).toEqual([`the key "${doubled}" stands twice`]);
      }),
    );
  });
});
