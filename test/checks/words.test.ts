import { describe, expect, test } from 'vitest';
import { commonFindings } from '../../src/checks/explain.ts';
import { explain } from '../../src/checks/finding.ts';

type Code = keyof typeof commonFindings;

/** Facts as they occur, by finding; several where the words depend on them. */
const examples: { readonly [C in Code]: readonly Parameters<(typeof commonFindings)[C]>[0][] } = {
  'no-answer': [{ method: 'POST', path: '/orders', outcome: 'ECONNRESET' }],
  'wrong-status': [{ method: 'POST', path: '/orders', expected: 201, status: 500 }],
  'wrong-answer': [{ method: 'GET', path: '/menu', field: 'price', expected: '12', found: 'nothing' }],
  'nothing-on-stdout': [{ program: 'orders' }],
  'only-on-stderr': [
    { program: 'orders', lines: 1 },
    { program: 'orders', lines: 7 },
  ],
  'told-on-stderr': [{ event: 'the order that was placed' }],
  'not-json': [{ line: 3, looksLike: 'plain text' }],
  'pretty-printed': [{ line: 3, lines: 9 }],
  'drawn-object': [
    { line: 3, lines: 1 },
    { line: 3, lines: 4 },
  ],
  'no-line-break': [{ line: 3 }],
  'empty-line': [{ line: 3 }],
  'field-missing': [
    { line: 3, field: 'level', accepted: '' },
    { line: 3, field: 'level', accepted: 'severity, lvl' },
  ],
  'field-wrong-type': [{ line: 3, field: 'time', expected: 'text', found: 'true' }],
  'wrong-exit-code': [{ program: 'orders', expected: 'exit code 0', found: 'by SIGKILL' }],
  'no-metrics': [{ path: '/metrics', outcome: 'status 404' }],
  'metrics-not-text': [{ looksLike: 'JSON' }],
  'metrics-unreadable': [{ line: 3, text: 'the value is missing' }],
  'metrics-content-type': [{ contentType: 'application/json' }],
  'metric-missing': [
    { wanted: 'counter whose name ends in _total', nearest: '' },
    { wanted: 'counter whose name ends in _total', nearest: 'orders_count' },
  ],
  'metric-wrong-type': [{ metric: 'orders_total', expected: 'counter', found: 'gauge' }],
  'metric-undescribed': [{ metric: 'orders_total', missing: 'HELP' }],
  'no-spans': [
    { program: 'orders', service: '', others: '' },
    { program: 'orders', service: 'orders', others: 'unknown_service:node' },
  ],
  'spans-wrong-path': [{ program: 'orders', path: '/' }],
  'spans-unreadable': [{ program: 'orders', oddity: 'truncated protobuf at byte 17' }],
  'requests-without-span': [
    { requests: 4, spans: 0 },
    { requests: 4, spans: 3 },
  ],
  'too-many-request-spans': [{ name: 'POST /boxes', requests: 4, spans: 5 }],
  'wrong-span-kind': [{ name: 'POST /boxes', expected: 'client', found: 'internal', about: 'a call that you make' }],
  'several-roots': [
    { request: 'order-1', name: 'POST /boxes', roots: 2, anyParent: true },
    { request: 'order-1', name: 'POST /boxes', roots: 2, anyParent: false },
  ],
  'parent-never-arrived': [{ request: 'order-1', name: 'POST /boxes' }],
  'parent-ended-first': [{ name: 'POST /boxes', parent: 'POST /orders', lateMs: 12 }],
  'span-name-varies': [
    { name: 'GET /orders/17', value: '17', names: 1 },
    { name: 'GET /orders/17', value: '17', names: 4 },
  ],
  'span-names-many': [{ name: 'POST /boxes #11', requests: 20, names: 41, most: 3 }],
  'attribute-missing': [
    { name: 'POST /orders', attribute: 'http.route', nearest: '' },
    { name: 'POST /orders', attribute: 'http.route', nearest: 'route' },
  ],
  'attribute-wrong-type': [
    { name: 'POST /orders', attribute: 'http.response.status_code', expected: 'a number', found: '"201"' },
    { name: 'INSERT', attribute: 'db.system.name', expected: 'text', found: '5' },
  ],
  'attribute-wrong-value': [{ name: 'POST /orders', attribute: 'http.route', expected: '"/orders"', found: '"/"' }],
};

const cases = Object.entries(examples).flatMap(([code, all]) => all.map((args) => [code, args] as const));

describe('the words of a common finding', () => {
  test.each(cases)('are whole sentences, with every fact in its place: %s %j', (code, args) => {
    const { title, why, next } = explain({ code, args }, commonFindings);
    expect(title).toMatch(/^\S.*\.$/);
    expect(why).toMatch(/^[A-Z].*\.$/);
    expect(next).toMatch(/^\S.*\.$/);
    expect(`${title} ${why} ${next}`).not.toMatch(/undefined|NaN|\[object|\$\{|\s\s|[^.]\.\.(?!\.)/);
  });

  test('come first from the lesson, then from the common ones', () => {
    const own = { 'not-json': () => ({ title: 'own', why: '', next: '' }) };
    expect(explain({ code: 'not-json', args: {} }, own, commonFindings).title).toBe('own');
    expect(explain({ code: 'no-line-break', args: { line: 7 } }, own, commonFindings).title).toContain('line 7');
  });

  test('that nobody wrote are a mistake of the lesson', () => {
    expect(() => explain({ code: 'silent', args: {} }, commonFindings)).toThrow('no words for the finding "silent"');
  });
});
