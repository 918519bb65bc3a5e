import { relative } from 'node:path';
import type { LessonEntry } from '../course/order.ts';
import { commandText } from '../runner/command-text.ts';
import type { Session } from '../runner/session.ts';
import { announcementView } from '../views/terminal/announcement.ts';
import { lookOf, printLines } from './print.ts';

/** Says which lesson one is in now, where its files are and what to do next. */
export async function announceLesson({ world, workspace }: Session, entry: LessonEntry): Promise<void> {
  const folder = relative(world.cwd, await workspace.lessonDir(entry)) || '.';
  const isInside = !relative(workspace.dir, world.cwd).startsWith('..');
  printLines(
    world.screen,
    announcementView(
      {
        lesson: {
          number: entry.number,
          title: entry.lesson.title,
          minutes: entry.lesson.minutes,
          promise: entry.lesson.promise,
        },
        folder,
        steps: [
          ...(isInside
            ? []
            : [{ command: `cd ${quoted(relative(world.cwd, workspace.dir))}`, purpose: 'go into your workspace' }]),
          { command: commandText('read'), purpose: 'what it is about, and what to do' },
          { command: commandText('watch'), purpose: 'a verdict on every save' },
          { command: commandText('verify'), purpose: 'one verdict' },
        ],
      },
      lookOf(world.screen),
    ),
  );
}

export function announceTheEnd({ world, course }: Session): void {
  printLines(world.screen, [
    `No lesson is left to do: you have been through all ${course.length}.`,
    `Next: ${commandText('list')} shows them all.`,
  ]);
}

function quoted(path: string): string {
  return /[\s'"]/.test(path) ? JSON.stringify(path) : path;
}
