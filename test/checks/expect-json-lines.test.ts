import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { expectJsonLines } from '../../src/checks/expect-json-lines.ts';
import type { Finding } from '../../src/course/verdict.ts';
import { findingOf, markedText } from './finding-of.ts';
import { runOf } from './hand-made.ts';

const event = { level: 'info', time: '2026-11-23T02:14:00.000Z', msg: 'order placed', sku: 'tofu-1' };
const line = JSON.stringify(event);

test('lines that are JSON objects are fine, and so is no line', () => {
  expect(judge([line, line])).toBeUndefined();
  expect(judge([])).toBeUndefined();
});

test('an event that was pretty-printed is named with its first line and its size', () => {
  const finding = judge([line, ...JSON.stringify(event, null, 2).split('\n'), line]);
  expect(finding).toMatchObject({ code: 'pretty-printed', args: { line: 2, lines: 6 } });
  expect(markedText(finding)).toBe('{');
});

test('an object that console.log drew over several lines is named, also behind a label', () => {
  const drawn = inspect({ ...event, note: 'x'.repeat(80) }).split('\n');
  const finding = judge([line, ...drawn, line]);
  expect(finding).toMatchObject({ code: 'drawn-object', args: { line: 2, lines: 7 } });
  expect(markedText(finding)).toBe("level: 'info',");
  expect(judge([`new order: ${drawn[0]}`, ...drawn.slice(1)])).toMatchObject({ code: 'drawn-object' });
});

test('an object that console.log drew on one line is marked from its bracket on', () => {
  const finding = judge(["new order: { sku: 'tofu-1', qty: 2 }"]);
  expect(finding).toMatchObject({ code: 'drawn-object', args: { line: 1, lines: 1 } });
  expect(markedText(finding)).toBe("{ sku: 'tofu-1', qty: 2 }");
});

test('a drawing that was never closed does not swallow the search', () => {
  expect(judge(['{', "  sku: 'tofu-1',", '  qty: 2'])).toMatchObject({ code: 'drawn-object', args: { lines: 3 } });
});

test('two events on one line are told by where the second begins', () => {
  const finding = judge([line + line]);
  expect(finding?.code).toBe('no-line-break');
  expect(finding?.saw?.mark?.from).toBe(line.length);
});

test('an empty line is an event that says nothing', () => {
  expect(judge([line, '', line])).toMatchObject({ code: 'empty-line', args: { line: 2 } });
});

test.each([
  ['[orders] {"a":1}', '[orders] ', 'text stands before the object'],
  ['{"sku":"a"b"}', 'b', 'brackets as in JSON, but the text between them is not'],
  ['listening on 3000', 'listening on 3000', 'plain text'],
  ['["a",1]', '["a",1]', 'JSON, but a list'],
  ['level=info msg=hello', 'level=info msg=hello', 'looks like logfmt (key=value)'],
])('of %s the strange part is marked: %s', (text, marked, looksLike) => {
  const finding = judge([text]);
  expect(finding).toMatchObject({ code: 'not-json', args: { line: 1, looksLike } });
  expect(markedText(finding)).toBe(marked);
});

function judge(stdout: readonly string[]): Finding | undefined {
  const run = runOf(stdout);
  return findingOf(() => expectJsonLines(run, run.logs));
}
