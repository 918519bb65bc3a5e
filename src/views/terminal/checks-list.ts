import type { CheckResult } from '../../course/verdict.ts';
import { dim, emptyLine, indentLines, type Line, paragraph, plain, space, strong, wrapLine } from './line.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';
import { checkSymbol } from './symbol.ts';
import type { LessonName } from './verdict.ts';

export interface ChecksListModel {
  readonly lesson: LessonName;
  /** In the order in which they are judged. */
  readonly checks: readonly ListedCheck[];
}

interface ListedCheck {
  readonly title: string;
  /** Of the last attempt; absent when there was none. */
  readonly state?: CheckResult['state'] | undefined;
}

/** What a lesson is judged by, in plain words, with the outcome of the last attempt. */
export function checksListView({ lesson, checks }: ChecksListModel, look: Look): string[] {
  const wasJudged = checks.some(({ state }) => state !== undefined);
  return paint(
    [
      ...wrapLine([strong(`What lesson ${lesson.number}, ${lesson.title}, checks`)], look.width),
      emptyLine,
      ...checks.flatMap((check) => checkLines(check, look.width)),
      emptyLine,
      ...paragraph(wasJudged ? legend : 'Not checked yet.', look.width, 2, 'dim'),
    ],
    look,
  );
}

const legend = 'In the last attempt: ✓ passed, ✗ failed, – not judged.';

function checkLines({ title, state }: ListedCheck, width: number): Line[] {
  const symbol = state === undefined ? dim('·') : checkSymbol(state);
  return indentLines(wrapLine([plain(title)], width - 4), 4, [space(2), symbol, space(1)]);
}
