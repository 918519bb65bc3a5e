import type { LessonEntry } from '../../course/order.ts';
import type { Attempt } from '../../runner/attempt.ts';
import { begunLessons } from '../../runner/begun-lessons.ts';
import type { Judge } from '../../runner/hidden-checks.ts';
import { refresh, type Session } from '../../runner/session.ts';
import { reportedAttempt, verdictModel } from '../../runner/verdict-model.ts';
import { verifyLesson } from '../../runner/verify-lesson.ts';
import { withJudge } from '../../runner/with-judge.ts';
import { verdictView } from '../../views/terminal/verdict.ts';
import type { Call, Command } from '../command.ts';
import { openLearnerSession } from '../learner-session.ts';
import { lookOf, printLines } from '../print.ts';
import { progressLine } from '../progress-line.ts';
import { reporterNamed } from '../reporters.ts';

export default {
  name: 'verify',
  summary: 'one attempt, one verdict',
  arguments: { '[lesson]': 'number, slug or folder (default: where you stand, else the current one)' },
  options: {
    '--all': 'every lesson begun',
    '--json': 'one JSON document on stdout',
    '--reporter <name>': 'junit (XML) or github (annotations)',
    '--seed <text>': 'repeat the random values of an earlier attempt',
  },
  run: async (call) => {
    const { world } = call;
    const report = reporterNamed(call.has('json') ? 'json' : call.option('reporter'));
    const { session, verdicts } = await withJudge(world, async (judge) => {
      const opened = await openLearnerSession(world);
      const entries = await begunLessons(opened, { name: call.argument(0), isAll: call.has('all') });
      const made = await verifyAll(call, { session: opened, entries, judge }, async (entry, { verdict }) => {
        if (!report) await draw(opened, entry, verdict);
      });
      return { session: opened, verdicts: made };
    });
    if (report) {
      const attempts = await Promise.all(
        verdicts.map(({ entry, attempt }) => reportedAttempt(session, entry, attempt)),
      );
      world.screen.write(report(attempts, call.has('all')));
    }
    return Math.max(
      ...verdicts.map(({ attempt: { verdict } }) => ({ pass: 0, fail: 1, 'could-not-check': 2 })[verdict.verdict]),
    );
  },
} satisfies Command;

interface Task {
  readonly session: Session;
  readonly entries: readonly LessonEntry[];
  readonly judge: Promise<Judge>;
}

async function verifyAll(
  { world, option }: Call,
  { session, entries, judge }: Task,
  onVerdict: (entry: LessonEntry, attempt: Attempt) => Promise<void>,
): Promise<readonly { readonly entry: LessonEntry; readonly attempt: Attempt }[]> {
  const seed = option('seed');
  using progress = progressLine(world.screen);
  const verdicts: { entry: LessonEntry; attempt: Attempt }[] = [];
  for (const [index, entry] of entries.entries()) {
    progress.say(
      `checking lesson ${entry.number}${entries.length > 1 ? ` (${index + 1} of ${entries.length})` : ''} …`,
    );
    const attempt = await world.instruments.span('verify', { lesson: entry.slug }, async () => {
      const made = await verifyLesson(session, entry, { judge, ...(seed === undefined ? {} : { seed }) });
      progress.clear();
      await onVerdict(entry, made);
      return made;
    });
    verdicts.push({ entry, attempt });
    if (world.interrupted.aborted) break;
  }
  return verdicts;
}

async function draw(session: Session, entry: LessonEntry, verdict: Attempt['verdict']): Promise<void> {
  const { screen, instruments } = session.world;
  await instruments.span('draw', { lesson: entry.slug, page: 'verdict' }, async () => {
    const model = await verdictModel(await refresh(session), entry, verdict, false);
    printLines(screen, verdictView(model, lookOf(screen)));
  });
}
