import type { LessonEntry } from '../course/order.ts';
import { lessonProgress } from '../course/progress.ts';
import type { StatusModel } from '../views/terminal/status.ts';
import { commandText } from './command-text.ts';
import { hintsOf } from './give-hint.ts';
import { mayMoveOn } from './moves.ts';
import { passedCount, type Session } from './session.ts';

/** Where the learner is, and what can be done next. */
export async function statusModel(session: Session, entry: LessonEntry): Promise<StatusModel> {
  const { world, workspace, progress, course } = session;
  const { attempts, hints, state } = lessonProgress(progress, entry.slug);
  const last = await workspace.evidence.load(entry.slug);
  const hintCount = (await hintsOf(world.packageDir, entry)).length;
  return {
    lesson:
      state === 'todo'
        ? undefined
        : {
            number: entry.number,
            title: entry.lesson.title,
            chapter: entry.lesson.chapter,
            folder: entry.folder,
            attempts,
            hintsGiven: hints.length,
            hintCount,
            last: last ? { verdict: last.verdict.verdict, checks: last.verdict.checks } : undefined,
          },
    passedCount: passedCount(session),
    lessonCount: course.length,
    steps: [
      ...(mayMoveOn(session, entry) ? [{ command: commandText('next'), purpose: 'go on to the next lesson' }] : []),
      { command: commandText('watch'), purpose: 'a verdict on every save' },
      { command: commandText('verify'), purpose: 'one verdict' },
      { command: commandText('read'), purpose: 'the instructions' },
      ...(hints.length < hintCount ? [{ command: commandText('hint'), purpose: 'one step further' }] : []),
    ],
  };
}
