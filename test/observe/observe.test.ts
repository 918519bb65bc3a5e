import { describe, expect, it } from 'vitest';
import { observeProgram } from './observe-program.ts';
import { realWorld } from './real-world.ts';

describe('observe', () => {
  it('where programs cannot be asked to end, ends them', async () => {
    const { evidence, app } = await observeProgram({
      program: 'ignores-sigterm',
      request: { world: realWorld({ platform: 'win32' }) },
    });
    expect(evidence.problem).toBeUndefined();
    expect(app.exit).toMatchObject({ signal: 'SIGKILL', reason: 'stopped after the plan' });
  });

  it('says so when Node itself cannot be started', async () => {
    const world = realWorld({ nodePath: '/nowhere/node' });
    await expect(observeProgram({ program: 'good-one-shot', request: { world } })).rejects.toThrow(
      '/nowhere/node could not be started in',
    );
  });

  it('gives evidence that nobody can change', async () => {
    const { evidence, app } = await observeProgram({ program: 'good-one-shot', listens: false });
    expect(Object.isFrozen(evidence)).toBe(true);
    expect(Object.isFrozen(app.stdout.lines[0])).toBe(true);
  });

  it('carries 300 requests at once without a warning', async () => {
    const warnings: string[] = [];
    const warn = (warning: Error): void => void warnings.push(warning.message);
    process.on('warning', warn);
    const requests = Array.from({ length: 300 }, (_, n) => ({ name: `r-${n}`, method: 'GET' as const, path: `/${n}` }));
    const { run } = await observeProgram({ program: 'good-service', steps: [{ do: 'send-together', requests }] });
    process.off('warning', warn);
    expect(run.requests.every((request) => request.outcome.kind === 'answered')).toBe(true);
    expect(warnings).toEqual([]);
  });

  it('keeps what a program that does its work and ends has written', async () => {
    const { evidence, app } = await observeProgram({
      program: 'good-one-shot',
      listens: false,
      run: { env: { WHO: 'Ada' } },
    });
    expect(evidence.problem).toBeUndefined();
    expect(app.stdout.lines.map((line) => line.text)).toEqual(['{"level":"info","msg":"hello Ada"}']);
    expect(app.stderr.lines.map((line) => line.text)).toEqual(['done']);
    expect(app.exit).toMatchObject({ code: 0, signal: null, reason: 'ended by itself' });
    expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
  });

  it('drives a service and stops it', async () => {
    const { evidence, run, app, stdout } = await observeProgram({
      program: 'good-service',
      steps: [
        { do: 'send', request: { name: 'order-1', method: 'POST', path: '/orders', body: { sku: 'tofu' } } },
        { do: 'send', request: { name: 'get-1', method: 'GET', path: '/orders/{order-1.id}' } },
        { do: 'scrape', name: 'after' },
      ],
    });
    expect(evidence.problem).toBeUndefined();
    expect(run.requests.map((request) => request.path)).toEqual(['/orders', '/orders/o-1']);
    expect(run.requests[0]?.outcome).toMatchObject({ kind: 'answered', status: 200 });
    expect(run.scrapes[0]).toMatchObject({ name: 'after', status: 200, contentType: 'text/plain; version=0.0.4' });
    expect(run.scrapes[0]?.body).toContain('orders_total 1');
    expect(stdout).toHaveLength(2);
    expect(app.exit).toMatchObject({ signal: 'SIGTERM', reason: 'stopped after the plan' });
  });
});
