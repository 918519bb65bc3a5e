import { relative } from 'node:path';
import type { Command } from '../command.ts';
import { printLines } from '../print.ts';
import { goTo } from '../../runner/moves.ts';
import { lessonOf, startSession } from '../../runner/session.ts';

export default {
  name: 'start',
  summary: 'make a workspace, or come back to it, and begin where you left off',
  arguments: { '[dir]': 'where the workspace is, or is to be (default: ./learn-obs-workspace)' },
  options: { '--yes': 'ask nothing', '--no-watch': 'do not go on to watching' },
  run: async (call) => {
    const { world } = call;
    const opened = await startSession(world, call.argument(0));
    const entry = lessonOf(opened);
    const session = await goTo(opened, entry);
    const folder = relative(world.cwd, await session.workspace.lessonDir(entry)) || '.';
    printLines(world.screen, [
      `Lesson ${entry.number}  ${entry.lesson.title}`,
      '',
      `  Your files are in ${folder}`,
      `  Next: cd ${relative(world.cwd, session.workspace.dir) || '.'} && npx learn-obs watch`,
    ]);
    return 0;
  },
} satisfies Command;
