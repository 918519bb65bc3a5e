import { validKeys, type WatchState } from '../runner/watch-state.ts';
import type { KeyHelp } from '../views/terminal/help-keys.ts';

const help: Readonly<Record<string, string>> = {
  next: 'go on to the next lesson',
  hint: 'one step further; first the hint that answers what was found',
  run: 'start your program, send it the traffic of this lesson, and show what it emits, without judging',
  show: 'the signals of the last attempt, with what was judged marked',
  checks: 'what is verified, in plain words',
  list: 'every lesson with its state',
  diff: 'what you changed; after a pass, the reference beside yours',
  reset: 'put the lesson back to its starter; your files go into a backup first',
  quit: 'stop watching; nothing is lost',
  help: 'this page',
};

/** The keys that do something now, with what each does. */
export function watchKeys(state: WatchState): readonly KeyHelp[] {
  return validKeys(state).map(({ key, does }) => ({ key, word: does, help: help[does] ?? does }));
}

/** Keys that always work and are not in the row, for the page of keys. */
export const quietKeys: readonly KeyHelp[] = [
  { key: 'i', word: 'instructions', help: 'the instructions of the lesson' },
  { key: 'v', word: 'verify', help: 'check now, without a save' },
  { key: '↓ ↑', word: 'scroll', help: 'scroll a long page (also space, j and k)' },
];
