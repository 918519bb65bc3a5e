import { expect, test } from 'vitest';
import { carriesValue, expectField, expectStdout, fieldOf } from '../../src/checks/expect-logs.ts';
import { findingOf, markedText } from './finding-of.ts';
import { runOf } from './hand-made.ts';

test('a program that wrote nothing, and one that wrote to the other stream, are told apart', () => {
  expect(findingOf(() => expectStdout(runOf(['{}']), 'orders'))).toBeUndefined();
  expect(findingOf(() => expectStdout(runOf([]), 'orders'))).toMatchObject({ code: 'nothing-on-stdout' });
  const finding = findingOf(() => expectStdout(runOf([], ['{"a":1}', 'more']), 'orders'));
  expect(finding).toMatchObject({ code: 'only-on-stderr', args: { program: 'orders', lines: 2 } });
  expect(finding?.saw).toMatchObject({ label: 'stderr, line 1', text: '{"a":1}' });
});

test('a field counts under each of its names, and its value comes back', () => {
  const run = runOf(['{"message":"hello","err":{"stack":"at f"}}']);
  const [log] = run.logs;
  expect(expectField(run, log!, { names: ['msg', 'message'], kind: 'text' })).toBe('hello');
  expect(expectField(run, log!, { names: ['err.stack'] })).toBe('at f');
});

test('a field that is missing is asked for by its canonical name', () => {
  const run = runOf(['{"a":1}']);
  const finding = findingOf(() => expectField(run, run.logs[0]!, { names: ['msg', 'message'] }));
  expect(finding).toMatchObject({ code: 'field-missing', args: { line: 1, field: 'msg', accepted: 'message' } });
});

test('a field of another kind is named as the learner wrote it', () => {
  const run = runOf(['{"message":{"sku":"tofu"}}']);
  const finding = findingOf(() => expectField(run, run.logs[0]!, { names: ['msg', 'message'], kind: 'text' }));
  expect(finding).toMatchObject({ code: 'field-wrong-type', args: { field: 'message', found: '{"sku":"tofu"}' } });
  expect(markedText(finding)).toBe('"message":{"sku":"tofu"}');
});

test('a key that is spelt with a dot wins over one that leads into an object', () => {
  expect(fieldOf({ 'err.stack': 'flat', err: { stack: 'deep' } }, ['err.stack'])).toEqual({
    name: 'err.stack',
    value: 'flat',
  });
  expect(fieldOf({ err: ['stack'] }, ['err.stack'])).toBeUndefined();
});

test('a value is carried at any depth, but not inside a longer text', () => {
  expect(carriesValue({ order: { items: [{ sku: 'tofu-1' }] } }, 'tofu-1')).toBe(true);
  expect(carriesValue({ msg: 'placed tofu-1' }, 'tofu-1')).toBe(false);
  expect(carriesValue({ note: null, qty: 1 }, 'tofu-1')).toBe(false);
});
