import { describe, expect, it } from 'vitest';
import type { StubRule } from '../../src/course/plan.ts';
import { startStub } from '../../src/observe/stubs.ts';
import type { StubCallEvidence } from '../../src/telemetry/evidence.ts';
import { realWorld } from './real-world.ts';

async function open(rules: readonly StubRule[]) {
  const calls: StubCallEvidence[] = [];
  const { clock, entropy } = realWorld();
  let told = 0;
  const stub = await startStub('payport', rules, {
    clock,
    entropy,
    at: () => clock.elapsedMs(),
    calls,
    onCall: () => (told += 1),
  });
  const call = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`http://127.0.0.1:${stub.port}${path}`, init);
    return [answer.status, await answer.text()] as const;
  };
  return { stub, calls, call, told: () => told, [Symbol.asyncDispose]: () => stub[Symbol.asyncDispose]() };
}

describe('a stub', () => {
  it('answers by the first rule that fits, each with its own sequence, and 404 otherwise', async () => {
    await using fake = await open([
      { method: 'POST', path: '/charge', contains: 'gold', answers: [{ status: 402, body: 'no gold' }] },
      {
        method: 'POST',
        path: '/charge',
        answers: [{ status: 503 }, { status: 201, body: { id: 'c-1' }, headers: { 'x-a': 'b' } }],
      },
    ]);
    const post = (body: string) => fake.call('/charge/1', { method: 'POST', body });
    expect(await post('{"sku":"tofu"}')).toEqual([503, '']);
    expect(await post('{"sku":"gold"}')).toEqual([402, 'no gold']);
    expect(await post('{"sku":"rice"}')).toEqual([201, '{"id":"c-1"}']);
    expect(await post('{"sku":"rice"}')).toEqual([201, '{"id":"c-1"}']);
    expect(await fake.call('/charge/1')).toEqual([404, '{"error":"not found"}']);
    expect(fake.calls.map(({ method, body, answer }) => [method, body, answer])).toEqual([
      ['POST', '{"sku":"tofu"}', '503'],
      ['POST', '{"sku":"gold"}', '402'],
      ['POST', '{"sku":"rice"}', '201'],
      ['POST', '{"sku":"rice"}', '201'],
      ['GET', '', '404'],
    ]);
    expect(fake.stub.calls).toBe(5);
  });

  it('changes its mind when the plan says so', async () => {
    await using fake = await open([{ answers: [{ status: 200 }] }]);
    expect(await fake.call('/')).toEqual([200, '']);
    await fake.stub.script([{ answers: [{ status: 500 }] }]);
    expect(await fake.call('/')).toEqual([500, '']);
  });

  it('delays, and the delay is a lower bound', async () => {
    await using fake = await open([{ answers: [{ status: 200, delayMs: 60 }] }]);
    const started = performance.now();
    await fake.call('/');
    expect(performance.now() - started).toBeGreaterThanOrEqual(59);
  });

  it('cuts the connection', async () => {
    await using fake = await open([{ answers: [{ cut: true }] }]);
    await expect(fake.call('/')).rejects.toMatchObject({ cause: { code: 'UND_ERR_SOCKET' } });
    expect(fake.calls).toMatchObject([{ answer: 'cut' }]);
    expect(fake.calls[0]).not.toHaveProperty('abandoned');
  });

  it('hangs, and knows when the caller gave up', async () => {
    await using fake = await open([{ answers: [{ hang: true }] }]);
    await expect(fake.call('/', { signal: AbortSignal.timeout(40) })).rejects.toThrow(/timeout/);
    await expect.poll(() => fake.calls).toMatchObject([{ answer: 'hung', abandoned: true }]);
    expect(fake.told()).toBe(2);
  });

  it('knows that a caller left during the delay', async () => {
    await using fake = await open([{ answers: [{ status: 201, delayMs: 5000 }] }]);
    await expect(fake.call('/', { signal: AbortSignal.timeout(40) })).rejects.toThrow(/timeout/);
    await expect.poll(() => fake.calls).toMatchObject([{ answer: '201', abandoned: true }]);
  });

  it('refuses connections, and opens the same port again', async () => {
    await using fake = await open([{ answers: [{ status: 200 }] }]);
    await fake.call('/');
    await fake.stub.script([{ answers: [{ refuse: true }] }]);
    await expect(fake.call('/')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    await fake.stub.script([{ answers: [{ status: 204 }] }]);
    expect(await fake.call('/')).toEqual([204, '']);
  });

  it('may refuse from the beginning', async () => {
    await using fake = await open([{ answers: [{ refuse: true }] }]);
    await expect(fake.call('/')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  });

  it("a call that was waiting when the stub was closed is nobody's fault", async () => {
    const fake = await open([{ answers: [{ hang: true }] }]);
    const waiting = fake.call('/').catch(() => 'cut off');
    await expect.poll(() => fake.calls.length).toBe(1);
    await fake.stub[Symbol.asyncDispose]();
    expect(await waiting).toBe('cut off');
    expect(fake.calls[0]).not.toHaveProperty('abandoned');
  });
});
