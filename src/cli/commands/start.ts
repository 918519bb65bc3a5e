import { relative } from 'node:path';
import { goTo } from '../../runner/moves.ts';
import { lessonOf, startSession } from '../../runner/session.ts';
import { newWorkspacePlace } from '../../workspace/open-workspace.ts';
import { announceLesson } from '../announce.ts';
import { isAgreed } from '../ask.ts';
import type { Command } from '../command.ts';
import { printLines } from '../print.ts';
import { watchOnScreen } from '../watch-on-screen.ts';

export default {
  name: 'start',
  summary: 'make a workspace, or come back to it, and go on where you left off',
  arguments: { '[dir]': 'where the workspace is, or is to be (default: ./learn-obs-workspace)' },
  options: { '--yes': 'ask nothing', '--no-watch': 'do not go on to watching' },
  run: async (call) => {
    const { world } = call;
    const isWatching = world.screen.isTerminal && call.has('watch');
    const place = await newWorkspacePlace(world, call.argument(0));
    if (
      place !== undefined &&
      world.screen.isTerminal &&
      !(await isAgreed(call, `Make a workspace in ${relative(world.cwd, place) || '.'}?`, true))
    ) {
      printLines(world.screen, ['Nothing was written. `npx learn-obs start <dir>` makes it somewhere else.']);
      return 1;
    }
    const opened = await startSession(world, call.argument(0));
    const entry = lessonOf(opened);
    const session = await goTo(opened, entry);
    if (isWatching) await watchOnScreen(session, entry);
    else await announceLesson(session, entry);
    return 0;
  },
} satisfies Command;
