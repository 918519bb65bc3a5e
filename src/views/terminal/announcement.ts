import { accent, indentLines, type Line, paragraph, plain, space, strong, withGaps, wrapLine } from './line.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';
import { stepLines } from './status.ts';

export interface AnnouncementModel {
  readonly lesson: {
    readonly number: number;
    readonly title: string;
    readonly minutes: number;
    readonly promise: string;
  };
  /** Where the learner's files are, as one would type it. */
  readonly folder: string;
  readonly steps: readonly { readonly command: string; readonly purpose: string }[];
}

/** The lesson one has come to, where its files are, and what to do. */
export function announcementView({ lesson, folder, steps }: AnnouncementModel, look: Look): string[] {
  const title: Line = [
    strong(`Lesson ${lesson.number}`),
    space(2),
    strong(lesson.title),
    plain(`  about ${lesson.minutes} min`),
  ];
  return paint(
    withGaps([
      [...wrapLine(title, look.width), ...paragraph(`You will be able to ${lesson.promise}.`, look.width)],
      indentLines([[plain('Your files: '), accent(folder)]], 2),
      stepLines(steps, look.width),
    ]),
    look,
  );
}
