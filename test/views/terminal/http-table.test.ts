import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RequestEvidence, StubCallEvidence } from '../../../src/telemetry/evidence.ts';
import { httpTableView, type HttpTableModel } from '../../../src/views/terminal/http-table.ts';
import { asFile, golden } from '../../golden.ts';
import { anyText, anyWidth } from '../any-text.ts';
import { noisyLines } from './noisy-lines.ts';

const answered = (status: number, body: string): RequestEvidence['outcome'] => ({
  kind: 'answered',
  status,
  headers: {},
  body,
});
const request = (name: string, path: string, ms: number, outcome: RequestEvidence['outcome']): RequestEvidence => ({
  name,
  program: 'orders',
  method: 'POST',
  path,
  headers: {},
  body: '',
  sentAtMs: 100,
  endedAtMs: 100 + ms,
  outcome,
});
const call = (more: Partial<StubCallEvidence> = {}): StubCallEvidence => ({
  stub: 'payport',
  method: 'POST',
  path: '/charges',
  headers: {},
  body: '{"amount":1250}',
  atMs: 130,
  answer: '201',
  ...more,
});
const model: HttpTableModel = {
  requests: [
    request(
      'order-1',
      '/orders',
      31.25,
      answered(201, '{"id":"o-1",\n  "total":12.5,"items":[{"sku":"tofu-3fa91c","count":2}]}'),
    ),
    request('order-2', '/orders', 4, answered(404, 'not found')),
    request('order-3', '/orders?coupon=a-very-long-coupon-that-does-not-fit', 2003, answered(503, '')),
    request('order-4', '/orders', 50, { kind: 'aborted' }),
    request('order-5', '/orders', 10_000, { kind: 'timed-out' }),
    request('order-6', '/orders', 0.4, { kind: 'failed', error: 'ECONNRESET' }),
  ],
  stubCalls: [
    call({ headers: { host: 'localhost', traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' } }),
    call({ answer: 'hung', abandoned: true, body: '' }),
  ],
  limit: 20,
  marks: [
    { at: { signal: 'request', run: 'main', request: 'order-3' }, note: 'expected 201' },
    { at: { signal: 'stub-call', run: 'main', index: 1 }, note: 'no traceparent header' },
  ],
};

test.each([40, 80, 120])('it looks as agreed at %i columns', (width) => {
  const picture = asFile(httpTableView(model, { width, colour: false }));
  expect(picture).toBe(golden(`http-table-${width}.txt`, picture));
});

test('no request is said in words, no call is no table', () => {
  expect(httpTableView({ ...model, requests: [], stubCalls: [] }, { width: 80, colour: false })).toEqual([
    '  No request was sent.',
  ]);
});

test('what a check judged is kept when the others are left out', () => {
  const picture = httpTableView({ ...model, limit: 1 }, { width: 80, colour: false }).join('\n');
  expect(picture).toContain('> order-3');
  expect(picture).toContain('… 3 more');
  expect(picture).toContain('! hung up before the answer');
});

test('any requests stay in their columns', () => {
  fc.assert(
    fc.property(anyText, anyText, anyWidth, (path, body, width) => {
      const requests = [
        request(path, path, 1, answered(200, body)),
        request('a', path, 1, { kind: 'failed', error: body }),
      ];
      const any = { ...model, requests, stubCalls: [call({ path, body, stub: path, answer: body, abandoned: true })] };
      expect(noisyLines((look) => httpTableView(any, look), width)).toEqual([]);
    }),
  );
});
