import { describe, expect, test } from 'vitest';
import { logsOfTrace, spanIdOf, spanOfLog, traceIdOf } from '../../../src/telemetry/derive/correlate.ts';
import type { LogLine } from '../../../src/telemetry/model.ts';
import { parseLogLines } from '../../../src/telemetry/parse/ndjson.ts';
import { span } from './spans.ts';

const traceId = 'a'.repeat(32);
const spans = [span('1111'), span('2222', '1111'), span('1111', undefined, 0, { traceId: 'b'.repeat(32) })];

function log(fields: object): LogLine {
  return parseLogLines('orders', [{ text: JSON.stringify(fields), atMs: 0 }])[0]!;
}

test.each([
  { trace_id: traceId, span_id: '2222' },
  { traceId: traceId.toUpperCase(), spanId: '2222' },
  { 'trace.id': traceId, 'span.id': '2222' },
])('the ids of a line are found in %o', (fields) => {
  expect(traceIdOf(log(fields))).toBe(traceId);
  expect(spanIdOf(log(fields))).toBe('2222');
});

describe('a line is tied', () => {
  test('to the span of its trace', () => {
    expect(spanOfLog(log({ trace_id: traceId, span_id: '1111' }), spans)).toBe(spans[0]);
    expect(spanOfLog(log({ trace_id: 'b'.repeat(32), span_id: '1111' }), spans)).toBe(spans[2]);
  });

  test('by its span id alone only if one span has it', () => {
    expect(spanOfLog(log({ span_id: '2222' }), spans)).toBe(spans[1]);
    expect(spanOfLog(log({ span_id: '1111' }), spans)).toBeUndefined();
  });

  test('to nothing when its ids are missing, empty or unknown', () => {
    for (const fields of [
      {},
      { span_id: '' },
      { span_id: 7 },
      { trace_id: traceId },
      { trace_id: 'c', span_id: '1111' },
    ]) {
      expect(spanOfLog(log(fields), spans)).toBeUndefined();
    }
  });
});

test('the lines of a trace keep their order', () => {
  const logs = [log({ trace_id: traceId, n: 1 }), log({ n: 2 }), log({ traceId, n: 3 })];
  expect(logsOfTrace(traceId.toUpperCase(), logs).map(({ fields }) => fields!['n'])).toEqual([1, 3]);
});
