import { lessonOf } from '../../runner/session.ts';
import { undoReset } from '../../workspace/reset-lesson.ts';
import type { Command } from '../command.ts';
import { openLearnerSession } from '../learner-session.ts';
import { printLines } from '../print.ts';

export default {
  name: 'undo',
  summary: 'bring back the files that the last reset put into a backup',
  arguments: { '[lesson]': 'number, slug or folder (default: where you stand, else the current one)' },
  run: async (call) => {
    const { world } = call;
    const session = await openLearnerSession(world);
    const entry = lessonOf(session, call.argument(0));
    const backup = await undoReset(world, session.workspace, entry);
    printLines(world.screen, [
      `Lesson ${entry.number} has your files again, from .learn-obs/backups/${entry.slug}/${backup}.`,
    ]);
    return 0;
  },
} satisfies Command;
