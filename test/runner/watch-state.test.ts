import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../src/runner/attempt.ts';
import {
  firstState,
  step,
  validKeys,
  type WatchEffect,
  type WatchEvent,
  type WatchState,
} from '../../src/runner/watch-state.ts';

const attemptAt = (lesson: string, verdict: 'pass' | 'fail' = 'fail'): Attempt => ({
  evidence: { format: 1, lesson, seed: 'a', startedAt: 0, durationMs: 1, runs: [] },
  verdict: { lesson, number: 0, verdict, seed: 'a', durationMs: 1, checks: [] },
});
const attempted = (lesson: string, verdict: 'pass' | 'fail' = 'fail'): WatchEvent => ({
  kind: 'attempted',
  attempt: attemptAt(lesson, verdict),
  mayMoveOn: verdict === 'pass',
});
const key = (name: string, ctrl = false): WatchEvent => ({ kind: 'key', name, ctrl });
const saved: WatchEvent = { kind: 'saved', files: ['src/hello.ts'] };
const begin = (mayMoveOn = false, hasNext = true): WatchState => firstState('hello', { mayMoveOn, hasNext });

/** The state after some events, and the effects of the last one. */
function after(
  state: WatchState,
  ...events: readonly WatchEvent[]
): { state: WatchState; effects: readonly WatchEffect[] } {
  return events.reduce<ReturnType<typeof after>>((before, event) => step(before.state, event), { state, effects: [] });
}

describe('a save', () => {
  test('begins a check', () => {
    expect(after(begin(), saved)).toMatchObject({ state: { phase: 'checking' }, effects: ['check', 'draw'] });
  });

  test('during a check is noted, and checked when that has ended', () => {
    const noted = after(begin(), saved, saved, saved);
    expect(noted).toMatchObject({ state: { isQueued: true }, effects: ['draw'] });
    const again = after(noted.state, attempted('hello'));
    expect(again).toMatchObject({ state: { phase: 'checking', isQueued: false }, effects: ['check', 'draw'] });
    expect(after(again.state, attempted('hello'))).toMatchObject({ state: { phase: 'idle' }, effects: ['draw'] });
  });

  /** What happens beside the loop, told with the effects that the loop performs. */
  const anything = fc.constantFrom<WatchEvent | 'a check ends'>(
    saved,
    'a check ends',
    { kind: 'resized' },
    { kind: 'noticed', notice: 'the folder is gone' },
    { kind: 'shown', page: 'run' },
    ...['n', 'h', 'r', 's', 'c', 'l', 'd', 'x', 'y', 'v', '?', 'i', ' ', 'k', 'escape', 'z'].map((name) => key(name)),
  );

  test('is never lost: after the last one a check begins, whatever else happens, and one at a time', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 40 }), fc.boolean(), (events, isPass) => {
        let state = begin();
        let underWay = 0;
        let isUnseen = false;
        const send = (event: WatchEvent): void => {
          const next = step(state, event);
          state = next.state;
          if (event.kind === 'saved') isUnseen = true;
          if (!next.effects.includes('check')) return;
          underWay += 1;
          isUnseen = false;
        };
        const endCheck = (): void => {
          if (underWay === 0) return;
          underWay -= 1;
          send(attempted('hello', isPass ? 'pass' : 'fail'));
        };
        for (const event of events) {
          if (event === 'a check ends') endCheck();
          else send(event);
          expect(underWay).toBe(state.phase === 'checking' ? 1 : 0);
        }
        // Each check that is under way comes to its end.
        for (let left = underWay; left > 0; left = underWay) endCheck();
        expect(isUnseen).toBe(false);
        expect(state).toMatchObject({ phase: 'idle', isQueued: false });
      }),
    );
  });
});

describe('a verdict', () => {
  test('brings its page to the screen, from the top', () => {
    const { state } = after(begin(), key('l'), key(' '), saved, attempted('hello'));
    expect(state).toMatchObject({ page: 'verdict', scroll: 0, phase: 'idle' });
  });

  test('of a lesson that was left changes nothing', () => {
    const { state } = after(begin(true), saved, { kind: 'moved', lesson: 'kiosk', mayMoveOn: false, hasNext: true });
    expect(after(state, attempted('hello', 'pass'))).toEqual({ state, effects: [] });
    const checking = after(state, saved, saved).state;
    expect(after(checking, attempted('hello')).state).toBe(checking);
  });

  test('takes no pass away', () => {
    const { state } = after(begin(), saved, attempted('hello', 'pass'), saved, attempted('hello', 'fail'));
    expect(state.mayMoveOn).toBe(true);
  });
});

describe('keys', () => {
  const keysOf = (state: WatchState): string =>
    validKeys(state)
      .map((valid) => valid.key)
      .join('');

  test('are valid only while they do something', () => {
    expect(keysOf(begin())).toBe('hrcldxq?');
    expect(keysOf(begin(true))).toBe('nhrcldxq?');
    expect(keysOf(begin(true, false))).toBe('hrcldxq?');
    expect(keysOf(after(begin(), saved, attempted('hello')).state)).toBe('hrscldxq?');
    expect(keysOf(after(begin(), saved, attempted('hello', 'pass')).state)).toBe('nrscldxq?');
    expect(keysOf(after(begin(), key('x')).state)).toBe('yn');
  });

  test.each(['n', 's', 'z', 'y', '', 'f1'])('that do nothing change nothing: %j', (name) => {
    const state = begin();
    expect(after(state, key(name))).toEqual({ state, effects: [] });
  });

  test.each<[string, readonly WatchEffect[]]>([
    ['n', ['open-next']],
    ['h', ['give-hint']],
    ['r', ['run', 'draw']],
    ['q', ['quit']],
    ['Q', ['quit']],
    ['v', ['check', 'draw']],
    ['return', ['check', 'draw']],
  ])('%s does %j', (name, effects) => {
    expect(after(begin(true), key(name)).effects).toEqual(effects);
  });

  test('with ctrl mean nothing but ctrl-c', () => {
    expect(after(begin(), key('c', true)).effects).toEqual(['quit']);
    expect(after(begin(), key('x'), key('c', true)).effects).toEqual(['quit']);
    expect(after(begin(), key('r', true)).effects).toEqual([]);
  });

  test('for one run at a time', () => {
    const running = after(begin(), key('r'));
    expect(after(running.state, key('r')).effects).toEqual([]);
    const { state } = after(running.state, { kind: 'shown', page: 'run' });
    expect(state).toMatchObject({ page: 'run', isRunning: false });
    expect(after(state, key('r')).effects).toContain('run');
  });

  test('answer a question before anything else', () => {
    const asked = after(begin(true), key('x')).state;
    expect(after(asked, key('y')).effects).toEqual(['reset']);
    for (const no of ['n', 'q', 'escape', 'z']) {
      const { state, effects } = after(asked, key(no));
      expect(effects).toEqual(['draw']);
      expect(state.question).toBeUndefined();
      expect(state.notice).toBe('Nothing was changed.');
    }
  });

  test('scroll down and up, never above the top', () => {
    const { state } = after(begin(), key('j'), key('down'), key('k'), key('up'), key('up'));
    expect(state.scroll).toBe(0);
    expect(after(begin(), key(' ')).state.scroll).toBeGreaterThan(0);
  });
});

describe('a notice', () => {
  const noticed: WatchEvent = { kind: 'noticed', notice: 'your files are in a backup' };

  test('stays through the check that follows it, and goes with the one after', () => {
    const first = after(begin(), noticed, saved, attempted('hello')).state;
    expect(first.notice).toBe('your files are in a backup');
    expect(after(first, saved).state.notice).toBeUndefined();
  });

  test('goes when a key is pressed or another page is shown', () => {
    for (const event of [key('c'), key('h'), { kind: 'shown', page: 'hint' } as const])
      expect(after(begin(), noticed, event).state.notice).toBeUndefined();
  });
});
