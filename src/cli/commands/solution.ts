import { revealSolution } from '../../runner/reveal-solution.ts';
import { lessonOf } from '../../runner/session.ts';
import { diffView } from '../../views/terminal/diff.ts';
import type { Command } from '../command.ts';
import { openLearnerSession } from '../learner-session.ts';
import { lookOf, printLines } from '../print.ts';

export default {
  name: 'solution',
  summary: 'the reference answer beside yours, after a pass',
  arguments: { '[lesson]': 'number, slug or folder (default: where you stand, else the current one)' },
  options: { '--give-up': 'see it before a pass; the lesson is recorded as revealed' },
  run: async (call) => {
    const { world } = call;
    const session = await openLearnerSession(world);
    const texts = await revealSolution(session, lessonOf(session, call.argument(0)), { giveUp: call.has('giveUp') });
    printLines(world.screen, diffView(texts, { before: 'yours', after: 'the reference' }, lookOf(world.screen)));
    return 0;
  },
} satisfies Command;
