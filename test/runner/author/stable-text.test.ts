import { describe, expect, test } from 'vitest';
import type { Saw, Verdict } from '../../../src/course/verdict.ts';
import { stableVerdict } from '../../../src/runner/author/stable-text.ts';

/** What a check says, once what differs each time is replaced. */
function stable(saw: Saw, args: Readonly<Record<string, string | number>> = {}): { saw: Saw; args: unknown } {
  const verdict: Verdict = {
    lesson: 'hello',
    number: 0,
    verdict: 'fail',
    seed: 'a',
    durationMs: 812,
    checks: [{ id: 'guest', title: 'Guest', state: 'failed', finding: { code: 'wrong-guest', args, saw } }],
  };
  const { durationMs, checks } = stableVerdict(verdict);
  expect(durationMs).toBe(0);
  const [check] = checks;
  return { saw: check!.finding!.saw!, args: check!.finding!.args };
}

describe('what is recorded of a mistake', () => {
  test.each([
    ['{"time":"2026-11-23T00:05:23.033Z"}', '{"time":"<time>"}'],
    ['at 7:12:48 AM, at 19:12:48', 'at <time>, at <time>'],
    ['id 018f3c2e-0000-7000-8000-0123456789ab', 'id <uuid>'],
    ['trace 67448d0c9f5a4c1e8b7a6d5e4f3c2b1a', 'trace <trace-id>'],
    ['span 55d8aabbccddeeff, parent 55d8aabb', 'span <span-id>, parent <id>'],
    ['{"time":1795392287403}', '{"time":<epoch>}'],
    ['GET http://127.0.0.1:41234/boxes, localhost:80', 'GET http://127.0.0.1:<port>/boxes, localhost:<port>'],
    ['{"port":41234} port 41234 PORT=41234', '{"port":<port>} port <port> PORT=<port>'],
    ['{"pid":17236,"hostname":"vm"}', '{"pid":<pid>,"hostname":<host>}'],
    ['ended 12.5 ms later, after 5 s', 'ended <duration> ms later, after <duration> s'],
    ['{"duration_ms":12,"tookMs":3.5,"elapsed":7}', '{"duration_ms":<ms>,"tookMs":<ms>,"elapsed":<ms>}'],
    ['at /tmp/learn-obs-author-6e/0/00-hello/src/hello.ts:3', 'at <workspace>/00-hello/src/hello.ts:3'],
    ['sku tofu-3fa91c costs 12, order o-17', 'sku tofu-3fa91c costs 12, order o-17'],
  ])('has names in place of what differs each time: %s', (text, expected) => {
    expect(stable({ label: 'line 1', text }).saw.text).toBe(expected);
  });

  test('keeps the carets under the words they stood under', () => {
    const text = '{"time":"2026-11-23T00:05:23.033Z","guest":"Bob"}';
    const from = text.indexOf('"guest"');
    const { saw } = stable({ label: 'line 1', text, mark: { from, to: text.length - 1, note: 'at 7:12:48' } });
    expect(saw.text.slice(saw.mark!.from, saw.mark!.to)).toBe('"guest":"Bob"');
    expect(saw.mark!.note).toBe('at <time>');
  });

  test('keeps the carets in their line of several', () => {
    const text = 'started 12 ms ago\nended 7 ms ago, badly\nwaited 3 ms';
    const mark = { line: 1, from: 'ended 7 ms ago, '.length, to: 'ended 7 ms ago, badly'.length, note: '' };
    const { saw } = stable({ label: 'lines 1-3', text, mark });
    expect(saw.text.split('\n')[1]!.slice(saw.mark!.from, saw.mark!.to)).toBe('badly');
    const last = stable({ label: 'lines 1-3', text, mark: { from: 0, to: 6, note: '' } }).saw;
    expect(last.mark).toMatchObject({ from: 0, to: 6 });
  });

  test('has names in place of numbers that are times, ports or processes, and no others', () => {
    const { args } = stable(
      { label: 'x', text: '' },
      { lateMs: 12, port: 41234, pid: 7, server_port: 80, items: 2, report: 3, at: '7:12:48' },
    );
    expect(args).toEqual({
      lateMs: '<ms>',
      port: '<port>',
      pid: '<pid>',
      server_port: '<port>',
      items: 2,
      report: 3,
      at: '<time>',
    });
  });

  test('is so also for what could not be checked', () => {
    const problem = { code: 'never-listened', args: { program: 'orders', port: 41234, waitedMs: 10_000 } };
    const verdict = {
      lesson: 'x',
      number: 0,
      verdict: 'could-not-check',
      seed: 'a',
      durationMs: 1,
      checks: [],
      problem,
    } as const;
    expect(stableVerdict(verdict).problem?.args).toEqual({ program: 'orders', port: '<port>', waitedMs: '<ms>' });
  });
});
