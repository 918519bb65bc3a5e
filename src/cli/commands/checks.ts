import { checksModel } from '../../runner/checks-model.ts';
import { lessonOf } from '../../runner/session.ts';
import { checksListView } from '../../views/terminal/checks-list.ts';
import type { Command } from '../command.ts';
import { openLearnerSession } from '../learner-session.ts';
import { lookOf, printLines } from '../print.ts';

export default {
  name: 'checks',
  summary: 'what is verified, in plain words',
  arguments: { '[lesson]': 'number, slug or folder (default: where you stand, else the current one)' },
  run: async (call) => {
    const { world } = call;
    const session = await openLearnerSession(world);
    const model = await checksModel(session, lessonOf(session, call.argument(0)));
    printLines(world.screen, checksListView(model, lookOf(world.screen)));
    return 0;
  },
} satisfies Command;
