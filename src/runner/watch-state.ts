import type { Attempt } from './attempt.ts';

/** What watch mode shows below its header. */
type WatchPage = 'verdict' | 'readme' | 'hint' | 'run' | 'show' | 'checks' | 'list' | 'diff' | 'help';

/** The whole state of watch mode. One loop owns it; everybody else sends events. */
export interface WatchState {
  /** Slug of the lesson being watched. */
  readonly lesson: string;
  readonly phase: 'idle' | 'checking';
  /** A save came while a check was running: check once more when it ends. */
  readonly isQueued: boolean;
  /** The program is driven for a look, without judging. */
  readonly isRunning: boolean;
  readonly page: WatchPage;
  /** First line of the page that is on the screen. */
  readonly scroll: number;
  readonly last?: Attempt;
  /** The lesson is passed, skipped or revealed: `n` is valid. */
  readonly mayMoveOn: boolean;
  /** There is a lesson to move to. */
  readonly hasNext: boolean;
  /** A question on the screen, answered by y or n. */
  readonly question?: 'reset';
  /** One line about what just happened: `12 files are in the backup …`. */
  readonly notice?: string;
  /** The notice was on the screen during a check: the next one takes it away. */
  readonly isNoticeOld?: true;
}

export type WatchEvent =
  | { readonly kind: 'saved'; readonly files: readonly string[] }
  | { readonly kind: 'attempted'; readonly attempt: Attempt; readonly mayMoveOn: boolean }
  | { readonly kind: 'key'; readonly name: string; readonly ctrl: boolean }
  | { readonly kind: 'moved'; readonly lesson: string; readonly mayMoveOn: boolean; readonly hasNext: boolean }
  | { readonly kind: 'shown'; readonly page: WatchPage; readonly notice?: string }
  | { readonly kind: 'noticed'; readonly notice: string }
  | { readonly kind: 'resized' };

/** What the loop has to do after an event. */
export type WatchEffect = 'check' | 'open-next' | 'give-hint' | 'run' | 'reset' | 'quit' | 'draw';

export interface WatchStep {
  readonly state: WatchState;
  readonly effects: readonly WatchEffect[];
}

export function firstState(lesson: string, facts: { mayMoveOn: boolean; hasNext: boolean }): WatchState {
  return { lesson, phase: 'idle', isQueued: false, isRunning: false, page: 'readme', scroll: 0, ...facts };
}

/** The keys that do something now, in the order in which they are shown. */
export function validKeys(state: WatchState): readonly { readonly key: string; readonly does: string }[] {
  if (state.question === 'reset')
    return [
      { key: 'y', does: 'reset' },
      { key: 'n', does: 'keep my files' },
    ];
  const passed = state.last?.verdict.verdict === 'pass';
  return [
    ...(state.mayMoveOn && state.hasNext ? [{ key: 'n', does: 'next' }] : []),
    ...(passed ? [] : [{ key: 'h', does: 'hint' }]),
    { key: 'r', does: 'run' },
    ...(state.last ? [{ key: 's', does: 'show' }] : []),
    { key: 'c', does: 'checks' },
    { key: 'l', does: 'list' },
    { key: 'd', does: 'diff' },
    { key: 'x', does: 'reset' },
    { key: 'q', does: 'quit' },
    { key: '?', does: 'help' },
  ];
}

/** The next state and what is to be done. Pure. */
export function step(state: WatchState, event: WatchEvent): WatchStep {
  switch (event.kind) {
    case 'saved':
      if (state.phase === 'checking') return queued(state);
      return startChecking(state.isNoticeOld ? withoutNotice(state) : { ...state, isNoticeOld: true });
    case 'attempted':
      return afterAttempt(state, event);
    case 'key':
      return afterKey(state, event);
    case 'moved': {
      const { lesson, mayMoveOn, hasNext } = event;
      return { state: firstState(lesson, { mayMoveOn, hasNext }), effects: ['draw'] };
    }
    case 'shown':
      return {
        state: {
          ...withoutNotice(state),
          isRunning: state.isRunning && event.page !== 'run',
          page: event.page,
          scroll: 0,
          ...(event.notice === undefined ? {} : { notice: event.notice }),
        },
        effects: ['draw'],
      };
    case 'noticed':
      return { state: { ...withoutNotice(state), notice: event.notice }, effects: ['draw'] };
    case 'resized':
      return { state, effects: ['draw'] };
  }
}

function queued(state: WatchState): WatchStep {
  return { state: { ...state, isQueued: true }, effects: ['draw'] };
}

function startChecking(state: WatchState): WatchStep {
  return { state: { ...state, phase: 'checking', isQueued: false }, effects: ['check', 'draw'] };
}

function afterAttempt(state: WatchState, event: WatchEvent & { kind: 'attempted' }): WatchStep {
  const { attempt, mayMoveOn } = event;
  // The learner moved on while the check ran: its verdict is in the journal, not on the screen.
  if (attempt.evidence.lesson !== state.lesson) return { state, effects: [] };
  const judged: WatchState = {
    ...state,
    phase: 'idle',
    last: attempt,
    mayMoveOn: state.mayMoveOn || mayMoveOn,
    page: 'verdict',
    scroll: 0,
  };
  if (state.isQueued) return startChecking(judged);
  return { state: judged, effects: ['draw'] };
}

function afterKey(state: WatchState, key: { readonly name: string; readonly ctrl: boolean }): WatchStep {
  // Caps lock is nobody's wish.
  const name = key.name.toLowerCase();
  if (key.ctrl) return { state, effects: name === 'c' ? ['quit'] : [] };
  if (state.question === 'reset') return afterAnswer(state, name);
  const valid = validKeys(state).find((candidate) => candidate.key === name);
  if (!valid) return afterOtherKey(state, name);
  switch (valid.does) {
    case 'next':
      return { state: withoutNotice(state), effects: ['open-next'] };
    case 'hint':
      return { state: withoutNotice(state), effects: ['give-hint'] };
    case 'run':
      if (state.isRunning) return { state, effects: [] };
      return {
        state: { ...withoutNotice(state), isRunning: true, notice: 'running your program …' },
        effects: ['run', 'draw'],
      };
    case 'reset':
      return { state: { ...withoutNotice(state), question: 'reset' }, effects: ['draw'] };
    case 'quit':
      return { state, effects: ['quit'] };
    default:
      return turnTo(state, valid.does as WatchPage);
  }
}

/** A page key pressed again goes back to the verdict, or to the instructions where there is none yet. */
function turnTo(state: WatchState, page: WatchPage): WatchStep {
  const home: WatchPage = state.last ? 'verdict' : 'readme';
  const target = state.page === page ? home : page;
  return { state: { ...withoutNotice(state), page: target, scroll: 0 }, effects: ['draw'] };
}

function afterAnswer(state: WatchState, key: string): WatchStep {
  const { question: _answered, ...rest } = state;
  if (key === 'y') return { state: rest, effects: ['reset'] };
  return { state: { ...rest, notice: 'Nothing was changed.' }, effects: ['draw'] };
}

const linesAStep = 8;

/** Scrolling, going back, and checking by hand where no save is noticed. */
function afterOtherKey(state: WatchState, key: string): WatchStep {
  switch (key) {
    case 'down':
    case 'j':
    case ' ':
      return { state: { ...state, scroll: state.scroll + linesAStep }, effects: ['draw'] };
    case 'up':
    case 'k':
      return { state: { ...state, scroll: Math.max(0, state.scroll - linesAStep) }, effects: ['draw'] };
    case 'escape':
      return turnTo(state, state.page);
    case 'i':
      return turnTo(state, 'readme');
    case 'return':
    case 'v':
      return state.phase === 'checking' ? queued(state) : startChecking(state);
    default:
      return { state, effects: [] };
  }
}

function withoutNotice(state: WatchState): WatchState {
  const { notice: _gone, isNoticeOld: _old, ...rest } = state;
  return rest;
}
