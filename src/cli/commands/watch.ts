import { UserError } from '../../kernel/errors.ts';
import { goTo } from '../../runner/moves.ts';
import { lessonOf } from '../../runner/session.ts';
import type { Command } from '../command.ts';
import { openLearnerSession } from '../learner-session.ts';
import { watchOnScreen } from '../watch-on-screen.ts';

export default {
  name: 'watch',
  summary: 'a verdict on every save, and one key for everything else',
  arguments: { '[lesson]': 'number, slug or folder (default: where you stand, else the current one)' },
  run: async (call) => {
    const { world } = call;
    if (!world.screen.isTerminal) throw new UserError('not-a-terminal', { command: 'watch' });
    const opened = await openLearnerSession(world);
    const entry = lessonOf(opened, call.argument(0));
    await watchOnScreen(await goTo(opened, entry), entry);
    return 0;
  },
} satisfies Command;
