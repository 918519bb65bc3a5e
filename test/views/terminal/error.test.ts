import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ErrorModel, errorView } from '../../../src/views/terminal/error.ts';
import { asFile, golden } from '../../golden.ts';
import { anyText, anyWidth } from '../any-text.ts';
import { noisyLines } from './noisy-lines.ts';

const user: ErrorModel = {
  kind: 'user',
  what: 'There is no lesson "71".',
  next: 'learn-obs list shows all lessons with their numbers.',
};
const bug: ErrorModel = {
  kind: 'bug',
  message: "TypeError: Cannot read properties of undefined (reading 'runs')",
  stack: [
    'TypeError: Cannot read …',
    ...Array.from({ length: 30 }, (_, index) => `    at step${index} (file:///learn-obs/dist/src/main.js:${index}:1)`),
  ].join('\n'),
  reportAt: 'https://example.com/learn-obs/issues',
  facts: ['learn-obs 0.1.0, Node v24.21.0, linux'],
};

test.each([40, 80, 120])('it looks as agreed at %i columns', (width) => {
  const picture = asFile(errorView(user, { width, colour: false }));
  expect(picture).toBe(golden(`error-user-${width}.txt`, picture));
});

test.each([40, 80, 120])('it looks as agreed at %i columns', (width) => {
  const picture = asFile(errorView(bug, { width, colour: false }));
  expect(picture).toBe(golden(`error-bug-${width}.txt`, picture));
});

test('any error stays in its columns', () => {
  fc.assert(
    fc.property(anyText, anyText, anyWidth, (what, next, width) => {
      expect(noisyLines((look) => errorView({ kind: 'user', what, next }, look), width)).toEqual([]);
      const any: ErrorModel = { kind: 'bug', message: what, stack: next, reportAt: what, facts: [next] };
      expect(noisyLines((look) => errorView(any, look), width)).toEqual([]);
    }),
  );
});
