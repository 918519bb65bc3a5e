import { describe, expect, test } from 'vitest';
import { type ProblemArgs, problem, problemWords } from '../../src/course/problem.ts';

const examples: ProblemArgs = {
  'syntax-error': { file: 'src/orders.ts', line: 7, column: 12, message: "Unexpected token '}'" },
  'unsupported-typescript': { file: 'src/orders.ts', line: 3, what: 'enum' },
  'missing-type-import': { file: 'src/otel.ts', line: 1, name: 'Span', module: '@opentelemetry/api' },
  'missing-extension': { file: 'src/orders.ts', line: 2, specifier: './log', found: './log.ts' },
  'missing-module': { file: 'src/orders.ts', line: 2, specifier: '@scope/thing/deep' },
  'missing-entry': { entry: 'src/orders.ts' },
  'never-listened': { program: 'orders', port: 41234, waitedMs: 10_000 },
  'never-ended': { program: 'welcome', waitedMs: 2500 },
  'ended-early': {
    program: 'orders',
    code: 1,
    signal: null,
    stderr: 'Error: no stock\n',
    file: 'src/orders.ts',
    line: 9,
  },
  crashed: {
    program: 'orders',
    during: 'POST /orders',
    message: 'x is not a function',
    file: 'src/orders.ts',
    line: 9,
  },
  'port-taken': { program: 'orders', port: 41234 },
  'ignored-sigterm': { program: 'orders', waitedMs: 5000 },
  'output-too-large': { program: 'orders', stream: 'stdout', limitBytes: 8 * 1024 * 1024 },
  'folder-gone': { folder: '07-request-logger' },
  interrupted: { reason: 'ctrl-c' },
  'checks-broken': { message: 'no such run\n    at judge (judge.js:1:1)' },
  'no-checks-ran': {},
};

const titleOf = (...[code, args]: Parameters<typeof problem>): string => problemWords(problem(code, args)).title;

describe('every reason why an attempt could not be judged', () => {
  test.each(Object.entries(examples))('%s says what was seen, why it matters, and the next step', (code, args) => {
    const words = problemWords({ code, args });
    for (const text of [words.title, words.why, words.next]) {
      expect(text).toMatch(/\S.*[.:)}\]…'\w]$/s);
      expect(text).not.toMatch(/undefined|null|\[object|NaN/);
    }
    expect(words.title.length).toBeLessThan(160);
  });

  test('reads as a person would say it', () => {
    expect(problemWords({ code: 'missing-type-import', args: examples['missing-type-import'] })).toMatchInlineSnapshot(`
      {
        "next": "Write \`import { type Span } from '@opentelemetry/api'\`.",
        "title": "src/otel.ts, line 1 imports Span from @opentelemetry/api as a value, but it is only a type.",
        "why": "Node leaves types out before it runs a program, so at run time there is no such export.",
      }
    `);
    expect(problemWords({ code: 'ended-early', args: examples['ended-early'] })).toMatchInlineSnapshot(`
      {
        "next": "Start from the first error it printed. \`npx learn-obs run\` starts it just as the check does.",
        "title": "orders ended before its work was done (exit code 1) at src/orders.ts, line 9.",
        "why": "It said: Error: no stock",
      }
    `);
    expect(problemWords({ code: 'never-listened', args: examples['never-listened'] })).toMatchInlineSnapshot(`
      {
        "next": "Make sure that it listens on \`Number(process.env.PORT)\`, and that nothing before that waits for ever.",
        "title": "orders did not open port 41234 within 10 s.",
        "why": "Without an open port no request reaches it.",
      }
    `);
  });

  test('a fault of ours is called one', () => {
    expect(problemWords(problem('checks-broken', { message: 'x' })).why).toContain('fault in learn-obs');
    expect(problemWords(problem('no-checks-ran', {})).why).toContain('fault in learn-obs');
  });

  test('a code of another version is said to be unknown, not hidden', () => {
    const words = problemWords({ code: 'fell-asleep', args: {} });
    expect(words.title).toContain('fell-asleep');
    expect(problemWords({ code: 'constructor', args: {} }).title).toContain('no words for');
    expect(problemWords({ code: 'checks-broken', args: {} }).title).toContain('no words for');
  });
});

const nextFor = (specifier: string): string =>
  problemWords(problem('missing-module', { file: 'a.ts', line: 1, specifier })).next;

describe('the words follow the facts', () => {
  test('a port of its own choice is named', () => {
    expect(titleOf('never-listened', { program: 'orders', port: 1, waitedMs: 1, openedInstead: 3000 })).toContain(
      '3000',
    );
  });
  test("Node's own hint comes first", () => {
    expect(problemWords(problem('syntax-error', { file: 'a.ts', line: 1, message: 'm', hint: 'Do this.' })).next).toBe(
      'Do this.',
    );
  });
  test('every kind of unsupported TypeScript has its own way out', () => {
    const kinds = ['enum', 'parameter-property', 'namespace', 'other'] as const;
    const steps = kinds.map(
      (what) => problemWords(problem('unsupported-typescript', { file: 'a.ts', line: 1, what })).next,
    );
    expect(new Set(steps).size).toBe(4);
  });
  test('a missing package is named without the path inside it', () => {
    expect(nextFor('@scope/thing/deep')).toContain('`npm install @scope/thing`.');
    expect(nextFor('pino/file')).toContain('`npm install pino`.');
    expect(nextFor('./log.ts')).toContain('Check the path');
    expect(nextFor('../log.ts')).toContain('Check the path');
  });
  test('an ending by a signal is named by it, an ending as if all was well by its own advice', () => {
    expect(titleOf('ended-early', { program: 'orders', code: null, signal: 'SIGSEGV', stderr: '' })).toContain(
      'SIGSEGV',
    );
    const calm = problemWords(problem('ended-early', { program: 'orders', code: 0, signal: null, stderr: '' }));
    expect(calm.why).toContain('nothing to stderr');
    expect(calm.next).toContain('process.exit');
  });
  test('a crash without a place in the code points to stderr', () => {
    expect(problemWords(problem('crashed', { program: 'orders', during: 'the start', message: 'm' })).next).toContain(
      'stderr',
    );
    expect(
      problemWords(problem('crashed', { program: 'orders', during: 'the start', message: 'm', file: 'a.ts' })).next,
    ).toBe('Look at a.ts.');
  });
  test('times and sizes are said in units people use', () => {
    expect(titleOf('never-ended', { program: 'p', waitedMs: 2500 })).toContain('2.5 s');
    expect(titleOf('never-ended', { program: 'p', waitedMs: 10_000 })).toContain('10 s');
    expect(titleOf('output-too-large', { program: 'p', stream: 'stderr', limitBytes: 8_388_608 })).toContain('8 MiB');
  });
});
