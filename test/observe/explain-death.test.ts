import { describe, expect, it } from 'vitest';
import { explainLoadFailure, findTakenPort, findUncaught } from '../../src/observe/explain-death.ts';

const lesson = '/home/ada/bento/07';

/** What Node writes around an error that ends a program. */
function dying(place: string, excerpt: string, error: string): string {
  return `${place}\n${excerpt}\n\n${error}\n\nNode.js v24.21.0\n`;
}

function explain(stderr: string, files: Readonly<Record<string, string>> = {}) {
  return explainLoadFailure(stderr, lesson, (path) => files[path]);
}

const finalizing = '    at finalizeResolution (node:internal/modules/esm/resolve:272:11)';
const thrown = ['node:internal/modules/esm/resolve:272', '    throw new ERR_MODULE_NOT_FOUND(\n          ^'] as const;

describe('what a program died of', () => {
  it.each([
    [
      'a folder instead of its index',
      "Error [ERR_UNSUPPORTED_DIR_IMPORT]: Directory import '/home/ada/bento/07/lib' is not supported resolving ES modules imported from /home/ada/bento/07/src/app.ts",
      { '/home/ada/bento/07/src/app.ts': "\nimport { a } from '../lib';\n", '/home/ada/bento/07/lib/index.ts': '' },
      {
        code: 'missing-extension',
        args: { file: 'src/app.ts', line: 2, specifier: '../lib', found: '../lib/index.ts' },
      },
    ],
    [
      'a dynamic import',
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/home/ada/bento/07/src/b' imported from /home/ada/bento/07/src/app.ts",
      { '/home/ada/bento/07/src/app.ts': "const x = 1;\n\nawait import('./b');\n", '/home/ada/bento/07/src/b.ts': '' },
      { code: 'missing-extension', args: { file: 'src/app.ts', line: 3, specifier: './b', found: './b.ts' } },
    ],
    [
      'a package with a scope',
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find package '@open/api' imported from /home/ada/bento/07/app.ts",
      { '/home/ada/bento/07/app.ts': "import '@open/api';\n" },
      { code: 'missing-module', args: { file: 'app.ts', line: 1, specifier: '@open/api' } },
    ],
    [
      'a file of a package',
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/home/ada/bento/node_modules/pino/lib/x' imported from /home/ada/bento/07/app.ts",
      { '/home/ada/bento/07/app.ts': "// pino\nimport x from 'pino/lib/x';\n" },
      { code: 'missing-module', args: { file: 'app.ts', line: 2, specifier: 'pino/lib/x' } },
    ],
    [
      'a require',
      "Error: Cannot find module './nope'\nRequire stack:\n- /home/ada/bento/07/c.cjs",
      { '/home/ada/bento/07/c.cjs': "const x = require('./nope');\n" },
      { code: 'missing-module', args: { file: 'c.cjs', line: 1, specifier: './nope' } },
    ],
    [
      'an import made from parts',
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/home/ada/bento/07/b.ts' imported from /home/ada/bento/07/app.ts",
      { '/home/ada/bento/07/app.ts': 'await import(`./${name}.ts`);\n' },
      { code: 'missing-module', args: { file: 'app.ts', line: 1, specifier: 'b.ts' } },
    ],
  ])('%s', (_, error, files, problem) => {
    expect(explain(dying(...thrown, `${error}\n${finalizing}`), files)).toEqual(problem);
  });

  it.each([
    ['export interface Order {}', true],
    ['type Order = string;\nexport { type Order };', true],
    ['interface X {}\nexport type { X, Order } from "./x.ts";', true],
    ['export const order = 1; // Order', false],
  ])('a name that the module has only as a type: %s', (source, isType) => {
    const stderr = dying(
      'file:///home/ada/bento/07/app.ts:4',
      "import { Order } from './lib/order.ts';\n         ^^^^^",
      "SyntaxError: The requested module './lib/order.ts' does not provide an export named 'Order'\n    at #asyncInstantiate (node:internal/modules/esm/module_job:455:21)",
    );
    const problem = explain(stderr, { '/home/ada/bento/07/lib/order.ts': source });
    expect(problem?.code).toBe(isType ? 'missing-type-import' : undefined);
  });

  it('plain JavaScript that is none', () => {
    const stderr = dying(
      'file:///home/ada/bento/07/a%20b.js:2',
      'const b = (;\n           ^',
      "SyntaxError: Unexpected token ';'\n    at compileSourceTextModule (node:internal/modules/esm/utils:319:16)",
    );
    expect(explain(stderr)).toEqual({
      code: 'syntax-error',
      args: { file: 'a b.js', line: 2, column: 12, message: "Unexpected token ';'" },
    });
  });

  it('is not read from errors that a living program has logged', () => {
    const logged = "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/x' imported from /home/ada/bento/07/app.ts";
    expect(explain(`${logged}\n${finalizing}\n`)).toBeUndefined();
    expect(findUncaught(logged, lesson)).toBeUndefined();
    expect(findTakenPort('Error: listen EADDRINUSE: address already in use :::3000')).toBeUndefined();
  });

  it("the place is the innermost one in the learner's own files", () => {
    const stderr = dying(
      'file:///home/ada/bento/07/node_modules/pino/lib/tools.js:9',
      '  throw new Error()\n  ^',
      [
        'Error: bad option',
        '    at check (file:///home/ada/bento/07/node_modules/pino/lib/tools.js:9:9)',
        '    at /home/ada/bento/given/pool.ts:3:1',
        '    at makeLogger (file:///home/ada/bento/07/src/logger.ts:5:12)',
        '    at file:///home/ada/bento/07/src/app.ts:1:1',
      ].join('\n'),
    );
    expect(findUncaught(stderr, lesson)).toEqual({ message: 'Error: bad option', file: 'src/logger.ts', line: 5 });
  });

  it('memory that ran out', () => {
    expect(findUncaught('FATAL ERROR: Reached heap limit Allocation failed\n----- Native stack trace', lesson)).toEqual(
      {
        message: 'Reached heap limit Allocation failed',
      },
    );
  });
});
