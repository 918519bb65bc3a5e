import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogRecord } from '../../../src/telemetry/model.ts';
import { logRecordsView, type LogRecordsModel } from '../../../src/views/terminal/log-records.ts';
import { asFile, golden } from '../../golden.ts';
import { anyText, anyWidth } from '../any-text.ts';
import { noisyLines } from './noisy-lines.ts';

const record = (index: number, more: Partial<LogRecord> = {}): LogRecord => ({
  index,
  timeUnixNano: 1_795_392_323_033_000_000n,
  observedTimeUnixNano: 1_795_392_323_034_000_000n,
  severityNumber: 9,
  severityText: 'INFO',
  body: 'order placed',
  attributes: { 'order.id': 'o-1', items: 3 },
  flags: 1,
  resource: {},
  scope: 'app',
  ...more,
});
const model: LogRecordsModel = {
  records: [
    record(0),
    record(1, {
      severityNumber: 17,
      eventName: 'payment.failed',
      body: { reason: 'card was declined' },
      traceId: '6744a1b2c3d4e5f60718293a4b5c6d7e',
      spanId: '666c01',
    }),
    record(2, { timeUnixNano: 0n, severityNumber: 0, severityText: 'notice', attributes: {} }),
    record(3, { timeUnixNano: 0n, observedTimeUnixNano: 0n, severityNumber: 0, traceId: 'abc' }),
  ],
  limit: 20,
  marks: [{ at: { signal: 'log-record', run: 'main', index: 1 }, note: 'no exception.type here' }],
};

test.each([40, 80, 120])('it looks as agreed at %i columns', (width) => {
  const picture = asFile(logRecordsView(model, { width, colour: false }));
  expect(picture).toBe(golden(`log-records-${width}.txt`, picture));
});

test('a record without body, severity or sound time is still shown', () => {
  const { body: _body, severityText: _text, ...bare } = record(0, { severityNumber: 0, timeUnixNano: 10n ** 30n });
  expect(logRecordsView({ records: [bare], limit: 5, marks: [] }, { width: 80, colour: false })).toEqual([
    '  no time  –    order.id=o-1  items=3',
  ]);
});

test('no record is said in words', () => {
  expect(logRecordsView({ ...model, records: [] }, { width: 80, colour: false })).toEqual([
    '  No log record was received.',
  ]);
});

test('any records stay in their columns', () => {
  fc.assert(
    fc.property(anyText, fc.jsonValue(), fc.integer(), anyWidth, (text, value, severityNumber, width) => {
      const any = record(1, {
        body: text,
        eventName: text,
        attributes: { [text]: JSON.parse(JSON.stringify(value)) },
        traceId: text,
        severityNumber,
      });
      expect(noisyLines((look) => logRecordsView({ ...model, records: [any] }, look), width)).toEqual([]);
    }),
  );
});
