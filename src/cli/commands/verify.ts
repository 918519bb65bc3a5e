import { openJudge } from '../../runner/hidden-checks.ts';
import { lessonOf, openSession, refresh } from '../../runner/session.ts';
import { reportedAttempt, verdictModel } from '../../runner/verdict-model.ts';
import { verifyLesson } from '../../runner/verify-lesson.ts';
import { verdictJson } from '../../views/report/verdict-json.ts';
import { verdictView } from '../../views/terminal/verdict.ts';
import type { Command } from '../command.ts';
import { lookOf, printJson, printLines } from '../print.ts';

export default {
  name: 'verify',
  summary: 'one attempt, one verdict',
  arguments: { '[lesson]': 'number, slug or folder (default: where you stand, else the current one)' },
  options: { '--json': 'one JSON document on stdout' },
  run: async (call) => {
    const { world } = call;
    const session = await openSession(world);
    const entry = lessonOf(session, call.argument(0));
    const judge = openJudge(world);
    const { verdict } = await verifyLesson(session, entry, { judge });
    if (call.has('json')) {
      printJson(world.screen, verdictJson(await reportedAttempt(session, entry, verdict)));
    } else {
      const model = await verdictModel(await refresh(session), entry, verdict, false);
      printLines(world.screen, verdictView(model, lookOf(world.screen)));
    }
    await (await judge)[Symbol.asyncDispose]();
    return { pass: 0, fail: 1, 'could-not-check': 2 }[verdict.verdict];
  },
} satisfies Command;
