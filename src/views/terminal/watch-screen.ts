import { type KeyHelp, keyLines } from './help-keys.ts';
import { dim, type Line, lineWidth, paragraph, plain, space, strong } from './line.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';
import { progressBar } from './progress-bar.ts';
import type { LessonName } from './verdict.ts';
import { grouped } from './wording.ts';

export interface WatchScreenModel {
  readonly lesson: LessonName;
  /** Where the learner's files are, as one would type it. */
  readonly folder: string;
  readonly passedCount: number;
  readonly lessonCount: number;
  /** A picture that another view has drawn in the same look: the last verdict, a hint, a list. */
  readonly body: readonly string[];
  readonly activity: WatchActivity;
  /** Only those that do something now. */
  readonly keys: readonly KeyHelp[];
}

export type WatchActivity =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking' }
  /** `changed`: the files whose save began it; empty when it was asked for. */
  | { readonly kind: 'checking'; readonly changed: readonly string[] }
  /** A save came during a check: another check follows. */
  | { readonly kind: 'checking-again' };

/** The whole screen while learn-obs watches: the lesson, the picture asked for, what is going on, the keys. */
export function watchScreenView(model: WatchScreenModel, look: Look): string[] {
  const rule: Line = [dim('─'.repeat(look.width))];
  return [
    ...paint([...headerLines(model, look.width), rule], look),
    '',
    ...model.body,
    ...(model.body.length === 0 ? [] : ['']),
    ...paint([rule, ...activityLines(model, look.width), ...keyLines(model.keys, look.width)], look),
  ];
}

/** The lesson at the left, progress at the right when there is room for both. */
function headerLines({ lesson, passedCount, lessonCount }: WatchScreenModel, width: number): Line[] {
  const name: Line = [strong(`Lesson ${lesson.number}`), space(2), plain(lesson.title)];
  const progress: Line = [
    ...progressBar(passedCount, lessonCount, 12),
    dim(` ${grouped(passedCount)}/${grouped(lessonCount)}`),
  ];
  const room = width - lineWidth(name) - lineWidth(progress);
  return room >= 2 ? [[...name, space(room), ...progress]] : [name, progress];
}

function activityLines({ activity, folder }: WatchScreenModel, width: number): Line[] {
  if (activity.kind === 'idle') return paragraph(`Waiting for you to save a file in ${folder}.`, width, 0, 'dim');
  if (activity.kind === 'asking') return paragraph('Waiting for your answer.', width, 0, 'dim');
  if (activity.kind === 'checking-again')
    return paragraph('Checking … you saved again: the newest version is checked next.', width, 0, 'accent');
  const [first, ...others] = activity.changed;
  const what =
    first === undefined ? '' : ` ${first}${others.length === 0 ? '' : ` and ${grouped(others.length)} more`}`;
  return paragraph(`Checking${what} …`, width, 0, 'accent');
}
