import type { UserError } from '../kernel/errors.ts';
import type { UserErrorArgs, UserErrorCode } from '../kernel/user-error-args.ts';
import type { Screen } from '../kernel/world.ts';
import { errorView } from '../views/terminal/error.ts';
import { lookOf } from './print.ts';

interface ErrorWords {
  /** What is wrong. */
  readonly what: string;
  /** What to do about it. */
  readonly next: string;
}

/** The words of everything that the person at the keyboard can mend, by code. */
const table: { readonly [Code in UserErrorCode]: (args: UserErrorArgs[Code]) => ErrorWords } = {
  'wrong-usage': ({ message }) => ({
    what: `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.?!)]$/.test(message) ? '' : '.'}`,
    next: '`npx learn-obs --help` lists the commands, `npx learn-obs <command> --help` what each takes.',
  }),
  'needs-answer': ({ question, argument }) => ({
    what: `There is no terminal to ask: ${question}`,
    next: `answer it on the command line with ${argument}.`,
  }),
  'unknown-lesson': ({ name, near }) => ({
    what: `There is no lesson "${name}".`,
    next:
      near.length > 0
        ? `perhaps you mean ${near.join(' or ')}. \`npx learn-obs list\` shows them all.`
        : '`npx learn-obs list` shows them all.',
  }),
  'lesson-not-begun': ({ number, slug }) => ({
    what: `Lesson ${number} (${slug}) was not begun yet: its files are not in this workspace.`,
    next: `\`npx learn-obs goto ${number}\` lays them out.`,
  }),
  'not-passed-yet': ({ number, title }) => ({
    what: `Lesson ${number}, ${title}, is not passed yet.`,
    next: '`npx learn-obs verify` says what is missing; `npx learn-obs skip` leaves it for later; `npx learn-obs goto` goes anywhere.',
  }),
  'not-passed-for-solution': ({ number }) => ({
    what: `The reference answer of lesson ${number} is shown after a pass.`,
    next: '`npx learn-obs hint` goes one step further. `npx learn-obs solution --give-up` shows it now, and records the lesson as revealed.',
  }),
  'no-attempt-yet': ({ number }) => ({
    what: `There is nothing to show of lesson ${number} yet: no attempt was made.`,
    next: '`npx learn-obs run` drives your program and shows what it emits; `npx learn-obs verify` judges it too.',
  }),
  'no-workspace': ({ cwd }) => ({
    what: `There is no workspace in ${cwd}, nor above it.`,
    next: '`npx learn-obs start` makes one; in a workspace that you have, go into its folder first.',
  }),
  'not-a-workspace': ({ path }) => ({
    what: `${path} is not empty, and not a workspace. Nothing was written.`,
    next: 'name an empty or a new folder: `npx learn-obs start my-folder`.',
  }),
  'workspace-too-new': ({ path, format }) => ({
    what: `The workspace ${path} was made by a newer learn-obs (format ${format}).`,
    next: 'use that one: `npx learn-obs@latest` in that folder.',
  }),
  'nothing-to-undo': ({ lesson }) => ({
    what: `There is no reset of ${lesson} that could be undone.`,
    next: 'older copies of your files, if there are any, are in .learn-obs/backups.',
  }),
  'unknown-reporter': ({ name }) => ({
    what: `There is no reporter "${name}".`,
    next: 'use `--reporter junit`, `--reporter github`, or `--json`.',
  }),
  'unknown-shell': ({ name }) => ({ what: `There is no completion for "${name}".`, next: 'use bash, zsh or fish.' }),
  'not-a-terminal': ({ command }) => ({
    what: `\`npx learn-obs ${command}\` draws on a terminal, and there is none here.`,
    next: '`npx learn-obs verify` gives one verdict, also in a pipe.',
  }),
  'cannot-write': ({ path, reason }) => ({
    what: `${path} could not be written: ${reason}.`,
    next: 'see to that, then call the command again: it goes on where it stopped, and overwrites nothing of yours.',
  }),
  'journal-not-writable': ({ path, reason }) => ({
    what: `Your progress could not be recorded: ${path}: ${reason}.`,
    next: 'see to that first. Until then no verdict counts: it would be lost.',
  }),
  'journal-not-readable': ({ path, reason }) => ({
    what: `Your progress could not be read: ${path}: ${reason}.`,
    next: 'see to that first; nothing was changed.',
  }),
  'backup-failed': ({ path, reason }) => ({
    what: `${path} could not be backed up: ${reason}. Nothing was changed.`,
    next: 'see to that, then call the command again.',
  }),
  'reset-unfinished': ({ path, reason }) => ({
    what: `The reset of ${path} stopped halfway: ${reason}. Your files are safe in .learn-obs/backups.`,
    next: 'call the command again: it goes on where it stopped.',
  }),
  'undo-unfinished': ({ path, reason }) => ({
    what: `Bringing back ${path} stopped halfway: ${reason}. Your files are safe in .learn-obs/backups.`,
    next: 'call the command again: it goes on where it stopped.',
  }),
};

export function describeUserError(error: UserError, screen: Screen): string[] {
  const words = (table[error.code] as (args: UserErrorArgs[UserErrorCode]) => ErrorWords)(error.args);
  return errorView({ kind: 'user', ...words }, lookOf(screen));
}
