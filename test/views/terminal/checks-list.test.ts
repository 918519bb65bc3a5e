import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChecksListModel, checksListView } from '../../../src/views/terminal/checks-list.ts';
import { failed } from './verdict-models.ts';
import { asFile, golden } from '../../golden.ts';
import { anyText, anyWidth } from '../any-text.ts';
import { noisyLines } from './noisy-lines.ts';

const model: ChecksListModel = { lesson: failed.lesson, checks: failed.verdict.checks };

test.each([40, 80, 120])('it looks as agreed at %i columns', (width) => {
  const picture = asFile(checksListView(model, { width, colour: false }));
  expect(picture).toBe(golden(`checks-list-${width}.txt`, picture));
});

test('before the first attempt no check has a state', () => {
  const lines = checksListView({ ...model, checks: [{ title: 'it answers' }] }, { width: 80, colour: false });
  expect(lines.slice(2)).toEqual(['  · it answers', '', '  Not checked yet.']);
});

test('any checks stay in their columns', () => {
  fc.assert(
    fc.property(anyText, anyWidth, (title, width) => {
      const checks = [{ title }, { title, state: 'failed' as const }];
      expect(noisyLines((look) => checksListView({ lesson: { number: 1, title }, checks }, look), width)).toEqual([]);
    }),
  );
});
