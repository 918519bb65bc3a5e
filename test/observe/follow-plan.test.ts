import { describe, expect, it } from 'vitest';
import type { Step } from '../../src/course/plan.ts';
import { observeProgram } from './observe-program.ts';

const get = (name: string, path = '/'): Step => ({ do: 'send', request: { name, method: 'GET', path } });

describe('requests', () => {
  it('carry what the plan says, and the answers are kept', async () => {
    const { run } = await observeProgram({
      program: 'good-service',
      steps: [
        {
          do: 'send',
          request: {
            name: 'json',
            method: 'POST',
            path: '/orders?x=1',
            headers: { 'X-Team': 'noodle' },
            body: { sku: 'tofu' },
          },
        },
        { do: 'send', request: { name: 'text', method: 'PUT', path: '/raw', body: '{"half":' } },
        get('filled', '/orders/{json.id}/{json.nothing}/{nobody.id}'),
      ],
    });
    const [json, text, filled] = run.requests;
    expect(json).toMatchObject({ program: 'app', method: 'POST', body: '{"sku":"tofu"}' });
    expect(json?.headers).toMatchObject({ 'content-type': 'application/json', 'x-team': 'noodle' });
    expect(json?.outcome).toMatchObject({ kind: 'answered', headers: { 'content-type': 'application/json' } });
    expect(text?.body).toBe('{"half":');
    expect(text?.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(filled?.path).toBe('/orders/o-1/{json.nothing}/{nobody.id}');
    expect(json!.endedAtMs).toBeGreaterThan(json!.sentAtMs);
  });

  it('go out together, so many at once, and the evidence keeps the order of sending', async () => {
    const requests = Array.from({ length: 7 }, (_, n) => ({ name: `r-${n}`, method: 'GET' as const, path: '/slow' }));
    const { run } = await observeProgram({
      program: 'graceful-service',
      steps: [{ do: 'send-together', requests, atOnce: 3 }],
    });
    expect(run.requests.map((request) => request.name)).toEqual(requests.map((request) => request.name));
    const inFlight = run.requests.map(
      ({ sentAtMs }) => run.requests.filter((other) => other.sentAtMs <= sentAtMs && other.endedAtMs > sentAtMs).length,
    );
    expect(Math.max(...inFlight)).toBe(3);
  });

  it('may be begun and waited for later', async () => {
    const { run } = await observeProgram({
      program: 'graceful-service',
      steps: [
        { do: 'begin', request: { name: 'slow', method: 'GET', path: '/slow' } },
        get('quick', '/quick'),
        { do: 'settle' },
        get('last', '/last'),
      ],
    });
    const [slow, quick, last] = run.requests;
    expect(quick!.endedAtMs).toBeLessThan(slow!.endedAtMs);
    expect(last!.sentAtMs).toBeGreaterThanOrEqual(slow!.endedAtMs);
  });

  it('hang up after a time, run out of patience, or cannot be sent', async () => {
    const { run } = await observeProgram({
      program: 'graceful-service',
      steps: [
        { do: 'send', request: { name: 'abort', method: 'GET', path: '/slow', abort: { afterMs: 30 } } },
        { do: 'send', request: { name: 'timeout', method: 'GET', path: '/slow', timeoutMs: 40 } },
        { do: 'send', request: { name: 'bad', method: 'GET', path: '/with space' } },
        { do: 'send', request: { name: 'late', method: 'GET', path: '/', abort: { afterMs: 5000 } } },
      ],
    });
    expect(run.requests.map((request) => request.outcome)).toMatchObject([
      { kind: 'aborted' },
      { kind: 'timed-out' },
      { kind: 'failed', error: 'ERR_UNESCAPED_CHARACTERS' },
      { kind: 'answered' },
    ]);
  });

  it('meet stubs that answer as the plan says from then on', async () => {
    const { run } = await observeProgram({
      program: 'asks-the-kitchen',
      stubs: { kitchen: { rules: [{ answers: [{ status: 200 }] }] } },
      steps: [
        get('before', '/{nobody.id}'),
        { do: 'script', stub: 'kitchen', rules: [{ answers: [{ status: 503 }] }] },
        get('after', '/{before.id}'),
        { do: 'until', observed: { stubCalls: 2, stub: 'kitchen' }, withinMs: 1000 },
        { do: 'until', observed: { stubCalls: 3, stub: 'kitchen' }, withinMs: 10 },
      ],
    });
    expect(run.requests.map(({ outcome }) => outcome.kind === 'answered' && outcome.body)).toEqual(['200', '503']);
    // The answer is no JSON object, so there is nothing to fill in.
    expect(run.requests[1]?.path).toBe('/{before.id}');
    expect(run.marks.map((mark) => mark.text)).toEqual([
      'saw 2 calls of kitchen',
      'gave up waiting for 3 calls of kitchen',
    ]);
  });

  it('hang up once a stub was called', async () => {
    const { run } = await observeProgram({
      program: 'good-service',
      stubs: { kitchen: { rules: [{ answers: [{ hang: true }] }] } },
      steps: [
        {
          do: 'send',
          request: {
            name: 'order',
            method: 'POST',
            path: '/orders',
            body: {},
            abort: { afterStubCalls: { stub: 'kitchen', calls: 1 } },
          },
        },
      ],
    });
    expect(run.requests[0]?.outcome).toEqual({ kind: 'aborted' });
    expect(run.stubCalls).toHaveLength(1);
  });
});

describe('scrapes', () => {
  it('ask for the format the plan wants', async () => {
    const { run } = await observeProgram({
      program: 'prints-headers',
      steps: [
        { do: 'scrape', name: 'text' },
        { do: 'scrape', name: 'open', accept: 'openmetrics', path: '/other' },
      ],
    });
    expect(run.scrapes.map(({ name, body }) => [name, body])).toEqual([
      ['text', '/metrics text/plain;version=0.0.4'],
      ['open', '/other application/openmetrics-text;version=1.0.0'],
    ]);
    expect(run.requests).toEqual([]);
  });

  it('keep status 0 when nobody answers', async () => {
    const { run } = await observeProgram({
      program: 'exits-at-once',
      run: { mayEnd: true },
      steps: [{ do: 'scrape', name: 's' }],
    });
    expect(run.scrapes[0]).toMatchObject({ status: 0, body: '', contentType: '' });
  });
});

describe('waiting', () => {
  it('ends when the text, the lines or the end was seen, and says so', async () => {
    const { evidence, run, app, stdout } = await observeProgram({
      program: 'worker',
      listens: false,
      steps: [
        { do: 'until', observed: { stdoutContains: 'working', program: 'app' }, withinMs: 5000 },
        { do: 'until', observed: { stdoutLines: 1 }, withinMs: 5000 },
        { do: 'until', observed: { stdoutContains: 'what it never says' }, withinMs: 30 },
        { do: 'signal', signal: 'SIGTERM' },
        { do: 'until', observed: { exited: 'app' }, withinMs: 5000 },
        { do: 'until', observed: { stdoutLines: 99, program: 'app' }, withinMs: 5000 },
        { do: 'signal', signal: 'SIGTERM' },
      ],
    });
    expect(evidence.problem).toBeUndefined();
    expect(run.marks.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'met: saw "working" on the stdout of app',
      'met: saw 1 lines on the stdout',
      'not-met: gave up waiting for "what it never says" on the stdout',
      'signal: SIGTERM to app',
      'met: saw the end of app',
      'not-met: gave up waiting for 99 lines on the stdout of app',
      'signal: SIGTERM to app, which had ended before',
    ]);
    expect(stdout).toEqual(['working', 'told to end']);
    expect(app.exit).toMatchObject({ code: 0, reason: "ended by the plan's SIGTERM" });
    expect(evidence.durationMs).toBeLessThan(4000);
  });

  it('a signal of the plan lets a service end its work, and is not sent twice', async () => {
    const { evidence, run, stdout } = await observeProgram({
      program: 'graceful-service',
      steps: [
        { do: 'begin', request: { name: 'slow', method: 'GET', path: '/slow' } },
        { do: 'pause', durationMs: 50 },
        { do: 'signal', signal: 'SIGTERM' },
        { do: 'settle' },
      ],
    });
    expect(evidence.problem).toBeUndefined();
    expect(run.requests[0]?.outcome).toMatchObject({ kind: 'answered', body: '/slow' });
    expect(stdout).toEqual(['closing', 'closed']);
  });
});
