import { UserError } from '../../kernel/errors.ts';
import { goTo } from '../../runner/moves.ts';
import { listedLessons, namedLesson } from '../../runner/session.ts';
import { announceLesson } from '../announce.ts';
import { choose } from '../ask.ts';
import type { Command } from '../command.ts';
import { openLearnerSession } from '../learner-session.ts';

export default {
  name: 'goto',
  summary: 'begin a lesson, or come back to it, in any order',
  arguments: { '[lesson]': 'number, slug or folder' },
  run: async (call) => {
    const { world } = call;
    const session = await openLearnerSession(world);
    if (call.argument(0) === undefined && !world.screen.isTerminal)
      throw new UserError('needs-answer', { question: 'Which lesson?', argument: '<lesson>' });
    const name =
      call.argument(0) ??
      (await choose('Which lesson?', (typed) =>
        listedLessons(session, typed).map(({ number, slug, title, state }) => ({
          name: `${number}  ${title}  (${state})`,
          value: slug,
        })),
      ));
    if (name === undefined) return 0;
    const entry = namedLesson(session.course, name);
    await announceLesson(await goTo(session, entry), entry);
    return 0;
  },
} satisfies Command;
