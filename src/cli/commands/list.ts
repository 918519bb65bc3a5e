import { listedLessons } from '../../runner/session.ts';
import { lessonListView } from '../../views/terminal/lesson-list.ts';
import type { Command } from '../command.ts';
import { openLearnerSession } from '../learner-session.ts';
import { lookOf, printJson, printLines } from '../print.ts';

export default {
  name: 'list',
  summary: 'every lesson with its state',
  arguments: { '[search]': 'show only lessons whose name, chapter or state holds this text' },
  options: { '--json': 'one JSON document on stdout' },
  run: async (call) => {
    const { world } = call;
    const session = await openLearnerSession(world);
    const { current } = session.progress;
    const lessons = listedLessons(session, call.argument(0));
    if (call.has('json')) printJson(world.screen, { current: current ?? null, lessons });
    else printLines(world.screen, lessonListView({ lessons, current }, lookOf(world.screen)));
    return 0;
  },
} satisfies Command;
