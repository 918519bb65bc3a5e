import { describe, expect, test } from 'vitest';
import {
  attributeSpot,
  logRecordSpot,
  logSpot,
  sampleSpot,
  spanSpot,
  stderrSpot,
  stubCallSpot,
} from '../../src/checks/spot.ts';
import { counted, describeValue, kindOf } from '../../src/checks/values.ts';
import type { StubCallEvidence } from '../../src/telemetry/evidence.ts';
import { readRun } from '../../src/telemetry/run-signals.ts';
import { runOf } from './hand-made.ts';
import { runOfSpans, runThatSent } from './hand-made-traces.ts';

describe('a spot quotes what stands there, and says where that is', () => {
  test('on stderr', () => {
    const run = runOf([], ['first', 'second']);
    const [program] = run.evidence.programs;
    expect(stderrSpot(run, program!, 1, 'on stderr')).toEqual({
      at: { signal: 'stderr', run: 'a run', program: 'orders', line: 2 },
      saw: { label: 'stderr, line 2', text: 'second', mark: { from: 0, to: 6, note: 'on stderr' } },
    });
    expect(stderrSpot(run, program!, 0).saw).toEqual({ label: 'stderr, line 1', text: 'first' });
    expect(stderrSpot(run, program!, 7)).toEqual({});
  });

  test('in a call to a third party', () => {
    const call: StubCallEvidence = {
      stub: 'kitchen',
      method: 'POST',
      path: '/boxes',
      headers: {},
      body: `{"sku":\n"${'x'.repeat(200)}"}`,
      atMs: 1,
      answer: '201',
    };
    const { at, saw } = stubCallSpot(runOf([]), call, 3);
    expect(at).toEqual({ signal: 'stub-call', run: 'a run', index: 3 });
    expect(saw?.label).toBe('call to kitchen');
    expect(saw?.text).toMatch(/^POST \/boxes \{"sku": "x+…\n→ 201$/);
    expect(stubCallSpot(runOf([]), { ...call, body: '' }, 0).saw?.text).toBe('POST /boxes\n→ 201');
  });

  test('in a scrape', () => {
    const scrape = {
      name: 'after',
      program: 'orders',
      atMs: 9,
      status: 200,
      contentType: 'text/plain',
      body: 'a 1\nb 2\n',
    };
    const run = readRun({ ...runOf([]).evidence, scrapes: [scrape] });
    const page = run.scrape('after');
    const sample = page.families[1]!.samples[0]!;
    expect(sampleSpot(run, page, sample, 'too small')).toEqual({
      at: { signal: 'scrape', run: 'a run', scrape: 'after', line: 2 },
      saw: { label: '/metrics (after), line 2', text: 'b 2', mark: { from: 0, to: 3, note: 'too small' } },
    });
  });

  test('in a span and among its attributes', () => {
    const run = runOfSpans([{ name: 'POST /orders', kind: 'server', attributes: { route: '/orders' } }]);
    const [span] = run.spans;
    const plain = spanSpot(run, span!);
    expect(plain.at).toMatchObject({ signal: 'span', spanId: span!.spanId });
    expect(plain.saw?.text).toMatch(/^"POST \/orders" \(server\) of orders, trace \w{8}, span \w{8}, no parent$/);
    expect(plain.saw?.mark).toBeUndefined();
    expect(spanSpot(run, span!, 'here').saw?.mark).toMatchObject({ from: 0, note: 'here' });
    expect(attributeSpot(run, span!, { field: 'route', note: 'http.route was looked for' }).saw).toEqual({
      label: 'attributes of POST /orders (server)',
      text: '{"route":"/orders"}',
      mark: { from: 1, to: 18, note: 'http.route was looked for' },
    });
    expect(attributeSpot(run, span!, { missing: 'status' }).saw?.mark).toEqual({
      from: 18,
      to: 19,
      note: 'no status here',
    });
  });

  test('in a log record', () => {
    const body = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: 'placed' } }, {}] }] }] };
    const run = runThatSent('/v1/logs', body);
    expect(run.logRecords.map((record) => logRecordSpot(run, record).saw)).toEqual([
      { label: 'log record 1', text: '"placed"' },
      { label: 'log record 2', text: 'null' },
    ]);
  });

  test('in a line, under some text or under all of it', () => {
    const run = runOf(['order placed: tofu']);
    const [log] = run.logs;
    expect(logSpot(run, log!, { text: 'tofu', note: 'in the message' }).saw?.mark).toMatchObject({ from: 14, to: 18 });
    expect(logSpot(run, log!, { note: 'plain text' }).saw?.mark).toMatchObject({ from: 0, to: 18 });
    expect(logSpot(run, log!).saw?.mark).toBeUndefined();
  });
});

describe('values as a learner reads them', () => {
  test.each([
    [undefined, 'nothing', 'missing'],
    [null, 'null', 'null'],
    ['200', '"200"', 'text'],
    [200, '200', 'a number'],
    [true, 'true', 'true or false'],
    [[1, 2], '[1,2]', 'a list'],
    [{ a: 1 }, '{"a":1}', 'an object'],
  ])('%j is %s, %s', (value, words, kind) => {
    expect(describeValue(value)).toBe(words);
    expect(kindOf(value)).toBe(kind);
  });

  test('long ones are cut', () => {
    expect(describeValue('x'.repeat(300)).length).toBeLessThan(90);
    expect(describeValue({ text: 'x'.repeat(300) })).toMatch(/…$/);
  });

  test('counts agree with their nouns', () => {
    expect([counted(1, 'line'), counted(3, 'line'), counted(0, 'line')]).toEqual(['1 line', '3 lines', '0 lines']);
  });
});
