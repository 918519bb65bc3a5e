import type { CheckResult, Verdict } from '../../course/verdict.ts';
import {
  accent,
  dim,
  indentLines,
  type Line,
  paragraph,
  piece,
  plain,
  space,
  strong,
  withGaps,
  wrapLine,
} from './line.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';
import { progressBar } from './progress-bar.ts';
import { verdictSymbol } from './symbol.ts';
import { columnWidths, tableLines } from './table.ts';
import { counted } from './wording.ts';

export interface StatusModel {
  /** Absent before the first lesson was started. */
  readonly lesson?: CurrentLesson | undefined;
  readonly passedCount: number;
  readonly lessonCount: number;
  /** What can be done now, the most useful first. */
  readonly steps: readonly NextStep[];
}

interface CurrentLesson {
  readonly number: number;
  readonly title: string;
  readonly chapter: string;
  /** As the learner would type it. */
  readonly folder: string;
  readonly attempts: number;
  readonly hintsGiven: number;
  readonly hintCount: number;
  readonly last?: { readonly verdict: Verdict['verdict']; readonly checks: readonly CheckResult[] } | undefined;
}

export interface NextStep {
  readonly command: string;
  readonly purpose: string;
}

/** Where the learner is, how far that is, and what can be done next. */
export function statusView({ lesson, passedCount, lessonCount, steps }: StatusModel, look: Look): string[] {
  const bar: Line = [
    ...progressBar(passedCount, lessonCount, Math.min(barColumns, Math.floor(look.width / 3))),
    plain(`  ${passedCount} of ${counted(lessonCount, 'lesson')} passed`),
  ];
  const here =
    lesson === undefined
      ? paragraph('You have not started a lesson yet.', look.width)
      : lessonLines(lesson, look.width);
  return paint(
    withGaps([here, [bar], lesson === undefined ? [] : factLines(lesson, look.width), stepLines(steps, look.width)]),
    look,
  );
}

/** A longer bar says nothing more. */
const barColumns = 40;

function lessonLines({ number, title, chapter, folder }: CurrentLesson, width: number): Line[] {
  return [
    ...wrapLine([strong(`Lesson ${number}`), space(2), strong(title)], width),
    ...paragraph(`${chapter} · ${folder}`, width, 0, 'dim'),
  ];
}

function factLines({ attempts, hintsGiven, hintCount, last }: CurrentLesson, width: number): Line[] {
  const facts = [
    { name: 'Attempts', value: [plain(String(attempts))] },
    { name: 'Hints', value: [plain(`${hintsGiven} of ${hintCount} read`)] },
    { name: 'Last verdict', value: last === undefined ? [dim('none yet')] : lastVerdict(last) },
  ];
  return facts.flatMap(({ name, value }) =>
    indentLines(wrapLine(value, width - factColumns), factColumns, [dim(name.padEnd(factColumns))]),
  );
}

const factColumns = 'Last verdict'.length + 2;

function lastVerdict({ verdict, checks }: NonNullable<CurrentLesson['last']>): Line {
  const failed = checks.find(({ state }) => state === 'failed');
  const words = { pass: 'passed', fail: failed?.title ?? 'failed', 'could-not-check': 'could not be checked' };
  return [verdictSymbol(verdict), plain(` ${words[verdict]}`)];
}

/** Commands beside what they are for, or above it where there is no room. */
export function stepLines(steps: readonly NextStep[], width: number): Line[] {
  const rows = steps.map(({ command, purpose }): Line[] => [[accent(command)], [dim(purpose)]]);
  const columns = [{}, {}];
  const needed = columnWidths(rows, columns, Infinity).reduce((sum, one) => sum + one + 2, 0);
  if (needed <= width) return tableLines(rows, columns, width);
  return steps.flatMap(({ command, purpose }) => [[piece('accent', command)], ...paragraph(purpose, width, 2, 'dim')]);
}
