import type { LessonState } from '../../course/progress.ts';
import { accent, dim, type Line, plain, space, strong, withGaps } from './line.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';
import { lessonSymbol, lessonWord } from './symbol.ts';
import { tableLines } from './table.ts';
import { counted } from './wording.ts';

export interface LessonListModel {
  /** In the order of the course; lessons of one chapter stand together. */
  readonly lessons: readonly ListedLesson[];
  /** Slug of the lesson the learner is in. */
  readonly current?: string | undefined;
}

export interface ListedLesson {
  readonly number: number;
  readonly slug: string;
  readonly title: string;
  readonly chapter: string;
  readonly minutes: number;
  readonly state: LessonState;
}

/** All lessons under their chapters, with an arrow at the current one. */
export function lessonListView({ lessons, current }: LessonListModel, look: Look): string[] {
  const passed = lessons.filter(({ state }) => state === 'passed').length;
  const rows = tableLines(
    lessons.map((lesson) => cells(lesson, lesson.slug === current)),
    [{}, {}, { align: 'right' }, { shrinks: true }, { align: 'right' }, {}],
    look.width,
  );
  const chapters = [...new Set(lessons.map(({ chapter }) => chapter))].map((chapter): Line[] => [
    [strong(chapter)],
    ...rows.filter((_, index) => lessons[index]?.chapter === chapter),
  ]);
  return paint(withGaps([...chapters, [[plain(`${passed} of ${counted(lessons.length, 'lesson')} passed`)]]]), look);
}

function cells(lesson: ListedLesson, isCurrent: boolean): Line[] {
  return [
    [isCurrent ? accent('▸') : space(1)],
    [lessonSymbol(lesson.state)],
    [dim(String(lesson.number))],
    [isCurrent ? strong(lesson.title) : plain(lesson.title)],
    [dim(`${lesson.minutes} min`)],
    [dim(lessonWord(lesson.state))],
  ];
}
