import { openNext, skip } from '../../runner/moves.ts';
import { lessonOf } from '../../runner/session.ts';
import { announceLesson, announceTheEnd } from '../announce.ts';
import type { Command } from '../command.ts';
import { openLearnerSession } from '../learner-session.ts';

export default {
  name: 'skip',
  summary: 'leave a lesson for later and go on; your files stay',
  arguments: { '[lesson]': 'number, slug or folder (default: where you stand, else the current one)' },
  run: async (call) => {
    const opened = await openLearnerSession(call.world);
    const skipped = lessonOf(opened, call.argument(0));
    const { session, entry } = await openNext(await skip(opened, skipped), skipped);
    if (entry) await announceLesson(session, entry);
    else announceTheEnd(session);
    return 0;
  },
} satisfies Command;
