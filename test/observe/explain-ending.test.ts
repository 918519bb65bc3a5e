import { describe, expect, it } from 'vitest';
import { observeProgram } from './observe-program.ts';

const oneShot = { listens: false } as const;

describe('what Node cannot run is told with file and line', () => {
  it.each([
    ['syntax-error', oneShot, 'syntax-error', { file: 'syntax-error.ts', line: 3, column: 8 }],
    ['enum', {}, 'unsupported-typescript', { file: 'enum.ts', line: 3, what: 'enum' }],
    ['parameter-property', oneShot, 'unsupported-typescript', { line: 2, what: 'parameter-property' }],
    ['namespace', oneShot, 'unsupported-typescript', { line: 1, what: 'namespace' }],
    ['import-equals', oneShot, 'unsupported-typescript', { line: 1, what: 'other' }],
    [
      'missing-type',
      oneShot,
      'missing-type-import',
      { file: 'missing-type.ts', line: 2, name: 'Order', module: './lib/order.ts' },
    ],
    ['missing-type-of-package', oneShot, 'missing-type-import', { line: 1, name: 'Logger', module: 'pino' }],
    [
      'missing-extension',
      {},
      'missing-extension',
      { file: 'missing-extension.ts', line: 2, specifier: './lib/order', found: './lib/order.ts' },
    ],
    [
      'wrong-extension',
      oneShot,
      'missing-extension',
      { line: 1, specifier: './lib/order.js', found: './lib/order.ts' },
    ],
    ['missing-module', {}, 'missing-module', { file: 'missing-module.ts', line: 2, specifier: 'pinoo/fast' }],
    ['missing-file', oneShot, 'missing-module', { file: 'missing-file.ts', line: 1, specifier: './lib/second.ts' }],
  ] as const)('%s', async (program, how, code, args) => {
    const { evidence } = await observeProgram({ program, ...how });
    expect(evidence.problem).toMatchObject({ code, args });
  });

  it('also when the plan lets the program end', async () => {
    const { evidence } = await observeProgram({ program: 'enum', run: { mayEnd: true } });
    expect(evidence.problem?.code).toBe('unsupported-typescript');
  });

  it('an entry that is not there', async () => {
    const { evidence } = await observeProgram({ program: 'nobody-wrote-this' });
    expect(evidence.problem).toEqual({ code: 'missing-entry', args: { entry: 'nobody-wrote-this.ts' } });
    expect(evidence.runs[0]?.programs).toEqual([]);
  });

  it('a preload that is not there', async () => {
    const { evidence } = await observeProgram({
      program: 'good-one-shot',
      listens: false,
      plan: { nodeOptions: ['--import', './otel.ts'] },
    });
    expect(evidence.problem).toEqual({ code: 'missing-entry', args: { entry: 'otel.ts' } });
  });
});
