import { readInstructions } from '../../runner/lesson-texts.ts';
import { lessonOf } from '../../runner/session.ts';
import { markdownView } from '../../views/terminal/markdown.ts';
import type { Command } from '../command.ts';
import { openLearnerSession } from '../learner-session.ts';
import { lookOf, printLines } from '../print.ts';

export default {
  name: 'read',
  summary: 'the instructions of a lesson',
  arguments: { '[lesson]': 'number, slug or folder (default: where you stand, else the current one)' },
  options: { '--raw': 'as markdown' },
  run: async (call) => {
    const { world } = call;
    const session = await openLearnerSession(world);
    const markdown = await readInstructions(world.packageDir, lessonOf(session, call.argument(0)));
    if (call.has('raw')) world.screen.write(markdown);
    else printLines(world.screen, markdownView(markdown, lookOf(world.screen)));
    return 0;
  },
} satisfies Command;
