import { openNext } from '../../runner/moves.ts';
import { lessonOf } from '../../runner/session.ts';
import type { Command } from '../command.ts';
import { openLearnerSession } from '../learner-session.ts';
import { announceLesson, announceTheEnd } from '../announce.ts';

export default {
  name: 'next',
  summary: 'go on to the next lesson, when this one is passed, skipped or revealed',
  run: async ({ world }) => {
    const opened = await openLearnerSession(world);
    const { session, entry } = await openNext(opened, lessonOf(opened));
    if (entry) await announceLesson(session, entry);
    else announceTheEnd(session);
    return 0;
  },
} satisfies Command;
