import { lessonOf } from '../../runner/session.ts';
import { statusModel } from '../../runner/status-model.ts';
import { statusView } from '../../views/terminal/status.ts';
import type { Command } from '../command.ts';
import { openLearnerSession } from '../learner-session.ts';
import { lookOf, printLines } from '../print.ts';

export default {
  name: 'status',
  summary: 'where you are, and what can be done next',
  run: async ({ world }) => {
    const session = await openLearnerSession(world);
    const model = await statusModel(session, lessonOf(session));
    printLines(world.screen, statusView(model, lookOf(world.screen)));
    return 0;
  },
} satisfies Command;
