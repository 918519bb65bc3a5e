import type { LessonState } from '../../course/progress.ts';
import type { CheckResult, Verdict } from '../../course/verdict.ts';
import { type Piece, piece } from './line.ts';

/** The sign of a check's state; the same three signs stand for it everywhere. */
export function checkSymbol(state: CheckResult['state']): Piece {
  return checkSymbols[state];
}

export function verdictSymbol(verdict: Verdict['verdict']): Piece {
  return verdictSymbols[verdict];
}

const checkSymbols: Readonly<Record<CheckResult['state'], Piece>> = {
  passed: piece('passed', '✓'),
  failed: piece('failed', '✗'),
  skipped: piece('dim', '–'),
};

const verdictSymbols: Readonly<Record<Verdict['verdict'], Piece>> = {
  pass: piece('passed', '✓'),
  fail: piece('failed', '✗'),
  'could-not-check': piece('unclear', '?'),
};

export function lessonSymbol(state: LessonState): Piece {
  return lessonSymbols[state];
}

export function lessonWord(state: LessonState): string {
  return lessonWords[state];
}

const lessonSymbols: Readonly<Record<LessonState, Piece>> = {
  todo: piece('dim', '·'),
  started: piece('accent', '○'),
  passed: piece('passed', '✓'),
  skipped: piece('dim', '–'),
  revealed: piece('unclear', '◇'),
};

const lessonWords: Readonly<Record<LessonState, string>> = {
  todo: '',
  started: 'started',
  passed: 'passed',
  skipped: 'skipped',
  revealed: 'solution seen',
};
