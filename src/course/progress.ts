import type { JournalEvent } from './journal-event.ts';

export type LessonState = 'todo' | 'started' | 'passed' | 'skipped' | 'revealed';

/** Where the learner stands in one lesson. */
export interface LessonProgress {
  readonly state: LessonState;
  /** Attempts that were judged; one that could not be checked is nobody's failure and does not count. */
  readonly attempts: number;
  /** Numbers (from 1) of the hints given since the lesson was begun or last reset, in the order given. */
  readonly hints: readonly number[];
  /** Codes of the findings of the last judged attempt; empty when it passed, or when there was none. */
  readonly findings: readonly string[];
  /** ISO time of the first pass. */
  readonly firstPassedAt?: string;
}

export interface Progress {
  /** By slug; a lesson nobody touched is missing: ask `lessonProgress`. */
  readonly lessons: ReadonlyMap<string, LessonProgress>;
  /** Slug of the lesson the learner is in: the one last started or moved to. */
  readonly current?: string;
}

/**
 * What the journal adds up to. The order of the list is the order of events; times and ids are not compared, so a clock
 * that was set back changes nothing.
 *
 * - What came first of `passed` and `revealed` stays, whatever comes after it: a solution once seen has been seen.
 * - `skipped` ends when the learner comes back: starts, moves there, asks for a hint, or attempts it.
 * - A passed attempt passes the lesson, with or without a `passed` event after it; `firstPassedAt` tells also of a revealed one.
 * - A reset gives the hints anew; it takes no pass and no attempt away.
 * - An event that stands twice (same id) counts once; kinds that are not known are stepped over.
 */
export function progressOf(events: readonly JournalEvent[]): Progress {
  const lessons = new Map<string, LessonProgress>();
  const seen = new Set<string>();
  let current: string | undefined;
  for (const event of events) {
    if (seen.has(event.id)) continue;
    seen.add(event.id);
    const before = lessons.get(event.lesson) ?? untouched;
    const after = afterEvent(before, event);
    if (after !== before) lessons.set(event.lesson, after);
    if (event.kind === 'started' || event.kind === 'moved') current = event.lesson;
  }
  return { lessons, ...(current === undefined ? {} : { current }) };
}

export function lessonProgress(progress: Progress, slug: string): LessonProgress {
  return progress.lessons.get(slug) ?? untouched;
}

const untouched: LessonProgress = { state: 'todo', attempts: 0, hints: [], findings: [] };

function afterEvent(before: LessonProgress, event: JournalEvent): LessonProgress {
  switch (event.kind) {
    case 'started':
    case 'moved':
    case 'undone':
      return atWork(before);
    case 'attempted':
      return afterAttempt(before, event);
    case 'passed':
      return passed(before, event.at);
    case 'hinted':
      return before.hints.includes(event.hint)
        ? atWork(before)
        : { ...atWork(before), hints: [...before.hints, event.hint] };
    case 'skipped':
      return isSettled(before) ? before : { ...before, state: 'skipped' };
    case 'revealed':
      return before.state === 'passed' ? before : { ...before, state: 'revealed' };
    case 'reset':
      return { ...atWork(before), hints: [], findings: [] };
    default:
      // Written by a newer learn-obs.
      return before;
  }
}

function afterAttempt(before: LessonProgress, event: JournalEvent & { kind: 'attempted' }): LessonProgress {
  if (event.verdict === 'could-not-check') return atWork(before);
  const findings = event.failing.map((failure) => failure.code);
  const judged = { ...before, attempts: before.attempts + 1, findings };
  return event.verdict === 'pass' ? passed(judged, event.at) : atWork(judged);
}

function passed(before: LessonProgress, at: string): LessonProgress {
  const state = before.state === 'revealed' ? 'revealed' : 'passed';
  return { ...before, state, firstPassedAt: before.firstPassedAt ?? at };
}

function atWork(before: LessonProgress): LessonProgress {
  return isSettled(before) || before.state === 'started' ? before : { ...before, state: 'started' };
}

function isSettled({ state }: LessonProgress): boolean {
  return state === 'passed' || state === 'revealed';
}
