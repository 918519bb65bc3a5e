import { drive } from '../../runner/attempt.ts';
import { begunLesson } from '../../runner/begun-lessons.ts';
import { loadLesson } from '../../runner/load-course.ts';
import { lessonOf } from '../../runner/session.ts';
import { compileCacheOf } from '../../runner/verify-lesson.ts';
import type { Command } from '../command.ts';
import { openLearnerSession } from '../learner-session.ts';
import { lookOf, printJson, printLines } from '../print.ts';
import { problemLines, signalLines } from '../signal-lines.ts';

export default {
  name: 'run',
  summary: "drive your program with the lesson's traffic and show what it emits now, without judging",
  arguments: { '[lesson]': 'number, slug or folder (default: where you stand, else the current one)' },
  options: {
    '--json': 'the whole evidence as JSON',
    '--seed <text>': 'repeat the random values of an earlier attempt',
  },
  run: async (call) => {
    const { world } = call;
    const session = await openLearnerSession(world);
    const entry = lessonOf(session, call.argument(0));
    const seed = call.option('seed');
    const evidence = await drive({
      world,
      entry: await loadLesson(world.packageDir, entry),
      lessonDir: await begunLesson(session, entry),
      compileCacheDir: compileCacheOf(session.workspace),
      signal: world.interrupted,
      ...(seed === undefined ? {} : { seed }),
    });
    const look = lookOf(world.screen);
    if (call.has('json')) printJson(world.screen, evidence);
    else printLines(world.screen, signalLines(evidence, undefined, undefined, look));
    if (!evidence.problem) return 0;
    world.screen.writeError(`${problemLines(evidence.problem, look).join('\n')}\n`);
    return 2;
  },
} satisfies Command;
