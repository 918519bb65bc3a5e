import { describe, expect, it } from 'vitest';
import { observeProgram } from './observe-program.ts';

describe('telemetry of a program', () => {
  it('that ends right after it sent is all there', async () => {
    const { evidence, run, stdout } = await observeProgram({
      program: 'sends-telemetry',
      listens: false,
      steps: [
        { do: 'until', observed: { spans: 4 }, withinMs: 5000 },
        { do: 'until', observed: { datagrams: 1 }, withinMs: 5000 },
      ],
    });
    expect(evidence.problem).toBeUndefined();
    expect(stdout).toEqual(['200 {}']);
    expect(run.otlp.map(({ path, encoding }) => [path, encoding])).toEqual([
      ['/v1/traces', ''],
      ['/v1/traces', 'gzip'],
      ['/', ''],
    ]);
    expect(run.datagrams).toMatchObject([{ text: 'orders.created:1|c', sizeBytes: 18 }]);
    expect(run.marks.map((mark) => mark.kind)).toEqual(['met', 'met']);
  });

  it('lines of an asynchronous logger arrive before the program is stopped', async () => {
    const requests = Array.from({ length: 50 }, (_, n) => ({ name: `r-${n}`, method: 'GET' as const, path: `/${n}` }));
    const { stdout } = await observeProgram({
      program: 'pino-service',
      steps: [{ do: 'send-together', requests, atOnce: 10 }],
    });
    expect(stdout).toHaveLength(50);
  });

  it.skipIf(process.platform !== 'linux')(
    'a line comes late when the program is at work, and is waited for',
    async () => {
      const { stdout } = await observeProgram({
        program: 'works-before-it-writes',
        steps: [{ do: 'send', request: { name: 'one', method: 'GET', path: '/' } }],
      });
      expect(stdout).toEqual(['{"msg":"at last"}']);
    },
  );
});
