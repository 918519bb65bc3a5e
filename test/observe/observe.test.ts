import { describe, expect, it } from 'vitest';
import { observeProgram } from './observe-program.ts';

describe('observe', () => {
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
