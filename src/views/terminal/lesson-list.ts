import type { LessonState } from '../../course/progress.ts';
import { accent, dim, type Line, paragraph, plain, space, strong, withGaps, wrapLine } from './line.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';
import { lessonSymbol, lessonWord } from './symbol.ts';
import { type Column, tableLines } from './table.ts';
import { counted } from './wording.ts';

export interface LessonListModel {
  /** In the order of the course; lessons of one chapter stand together. */
  readonly lessons: readonly ListedLesson[];
  /** Slug of the lesson the learner is in. */
  readonly current?: string | undefined;
}

interface ListedLesson {
  readonly number: number;
  readonly slug: string;
  readonly title: string;
  readonly chapter: string;
  readonly minutes: number;
  readonly state: LessonState;
}

/** All lessons under their chapters, with an arrow at the current one. A narrow terminal shows signs and explains them below. */
export function lessonListView({ lessons, current }: LessonListModel, look: Look): string[] {
  if (lessons.length === 0) return paint(paragraph('No lesson fits that.', look.width), look);
  const isNarrow = look.width < narrow;
  const columns = isNarrow ? shortColumns : [...shortColumns, ...moreColumns];
  const cells = lessons.map((lesson) => [...shortCells(lesson, lesson.slug === current), ...moreCells(lesson)]);
  const rows = tableLines(cells, columns, look.width);
  const chapters = Array.from(
    Map.groupBy(lessons.keys(), (index) => lessons[index]?.chapter ?? ''),
    ([chapter, own]) =>
      chapterLines(
        chapter,
        own.flatMap((index) => rows.slice(index, index + 1)),
      ),
  );
  const passed = lessons.filter(({ state }) => state === 'passed').length;
  const sum = paragraph(`${passed} of ${counted(lessons.length, 'lesson')} passed`, look.width);
  return paint(withGaps([...chapters, isNarrow ? legend(lessons, look.width) : [], sum]), look);
}

/** Below this, titles need the columns of minutes and words. */
const narrow = 64;
const shortColumns: readonly Column[] = [{}, {}, { align: 'right' }, { shrinks: true }];
const moreColumns: readonly Column[] = [{ align: 'right' }, {}];

function chapterLines(chapter: string, rows: readonly Line[]): Line[] {
  return [[strong(chapter)], ...rows];
}

function shortCells({ number, title, state }: ListedLesson, isCurrent: boolean): Line[] {
  return [
    [isCurrent ? accent('▸') : space(1)],
    [lessonSymbol(state)],
    [dim(String(number))],
    [isCurrent ? strong(title) : plain(title)],
  ];
}

function moreCells({ minutes, state }: ListedLesson): Line[] {
  return [[dim(`${minutes} min`)], [dim(lessonWord(state))]];
}

function legend(lessons: readonly ListedLesson[], width: number): Line[] {
  const states = [...new Set(lessons.map(({ state }) => state))].filter((state) => lessonWord(state) !== '');
  return wrapLine(
    states.flatMap((state) => [lessonSymbol(state), dim(` ${lessonWord(state)}   `)]),
    width,
  );
}
