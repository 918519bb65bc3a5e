import { describe, expect, test } from 'vitest';
import { describeUserError } from '../../src/cli/user-errors.ts';
import { UserError } from '../../src/kernel/errors.ts';
import type { UserErrorArgs, UserErrorCode } from '../../src/kernel/user-error-args.ts';
import { fakeScreen } from '../fake-screen.ts';

const trouble = { path: '/home/ada/ws', reason: 'the disk is full' };

/** Every error that a person can mend, with facts as they occur. */
const examples: UserErrorArgs = {
  'wrong-usage': { message: "unknown option '--jsn'" },
  'needs-answer': { question: 'Which lesson?', argument: '<lesson>' },
  'unknown-lesson': { name: 'helo', near: ['0 hello'] },
  'lesson-not-begun': { number: 3, slug: 'kiosk' },
  'not-passed-yet': { number: 3, title: 'Open the kiosk' },
  'not-passed-for-solution': { number: 3 },
  'no-attempt-yet': { number: 3 },
  'no-workspace': { cwd: '/home/ada' },
  'not-a-workspace': { path: '/home/ada/thesis' },
  'workspace-too-new': { path: '/home/ada/ws', format: 7 },
  'nothing-to-undo': { lesson: 'kiosk' },
  'unknown-reporter': { name: 'tap' },
  'unknown-shell': { name: 'tcsh' },
  'not-a-terminal': { command: 'watch' },
  'cannot-write': trouble,
  'journal-not-writable': trouble,
  'journal-not-readable': trouble,
  'backup-failed': trouble,
  'reset-unfinished': trouble,
  'undo-unfinished': trouble,
};

describe('the words of an error', () => {
  test.each(Object.keys(examples) as UserErrorCode[])('say what is wrong and what to do: %s', (code) => {
    const lines = describeUserError(new UserError(code, examples[code]), fakeScreen({ columns: 400 }));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^✗ [A-Z`/].*[.?!:)]$/);
    expect(lines[1]).toMatch(/^ {2}Next: \S.*\.$/);
    expect(lines.join()).not.toMatch(/undefined|null|\[object|\.\./);
    for (const fact of Object.values(examples[code]).flat())
      expect(lines.join()).toMatch(new RegExp(String(fact), 'i'));
  });
});
