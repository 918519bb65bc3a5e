import { begunLessons } from '../../runner/begun-lessons.ts';
import { resetLesson } from '../../workspace/reset-lesson.ts';
import { isAgreed } from '../ask.ts';
import type { Command } from '../command.ts';
import { openLearnerSession } from '../learner-session.ts';
import { printLines } from '../print.ts';

export default {
  name: 'reset',
  summary: 'put a lesson back to its starter; your files are copied to a backup first',
  arguments: { '[lesson]': 'number, slug or folder (default: where you stand, else the current one)' },
  options: { '--all': 'every lesson begun', '--yes': 'ask nothing' },
  run: async (call) => {
    const { world } = call;
    const session = await openLearnerSession(world);
    const entries = await begunLessons(session, { name: call.argument(0), isAll: call.has('all') });
    const which = entries.map((entry) => `${entry.number} ${entry.slug}`).join(', ');
    if (!(await isAgreed(call, `Put ${which} back to the starter? Your files go into a backup first.`))) {
      printLines(world.screen, ['Nothing was changed.']);
      return 1;
    }
    for (const entry of entries) {
      const backup = await resetLesson(world, session.workspace, entry);
      const kept = backup === undefined ? '' : ` Your files are in .learn-obs/backups/${entry.slug}/${backup}.`;
      printLines(world.screen, [`Lesson ${entry.number} is as it was at the start.${kept}`]);
    }
    printLines(world.screen, ['Next: npx learn-obs undo brings them back.']);
    return 0;
  },
} satisfies Command;
