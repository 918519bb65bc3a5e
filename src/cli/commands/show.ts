import { UserError } from '../../kernel/errors.ts';
import { lessonOf } from '../../runner/session.ts';
import { signalKinds } from '../../views/terminal/attempt-signals.ts';
import type { Command } from '../command.ts';
import { openLearnerSession } from '../learner-session.ts';
import { lookOf, printJson, printLines } from '../print.ts';
import { signalLines } from '../signal-lines.ts';

export default {
  name: 'show',
  summary: 'the signals of the last attempt, with the very spots that were judged marked',
  arguments: { '[signal]': 'logs, metrics, traces or http (default: all)' },
  options: {
    '--lesson <lesson>': 'number, slug or folder (default: where you stand, else the current one)',
    '--all': 'every line, sample and span, however many there are',
    '--json': 'the whole evidence as JSON',
  },
  run: async (call) => {
    const { world } = call;
    const wanted = call.argument(0);
    const kind = signalKinds.find((each) => each === wanted);
    if (wanted !== undefined && !kind)
      throw new UserError('wrong-usage', {
        message: `there is no signal "${wanted}": name ${signalKinds.join(', ')}; another lesson is named with --lesson`,
      });
    const session = await openLearnerSession(world);
    const entry = lessonOf(session, call.option('lesson'));
    const last = await session.workspace.evidence.load(entry.slug);
    if (!last) throw new UserError('no-attempt-yet', { number: entry.number }, 2);
    if (call.has('json')) printJson(world.screen, last.evidence);
    else
      printLines(
        world.screen,
        signalLines(last.evidence, last.verdict, kind, lookOf(world.screen), call.has('all') ? Infinity : undefined),
      );
    return 0;
  },
} satisfies Command;
