import { UserError } from '../../kernel/errors.ts';
import type { LessonEntry } from '../../course/order.ts';
import type { Verdict } from '../../course/verdict.ts';
import { openJudge } from '../../runner/hidden-checks.ts';
import { lessonOf, openSession, refresh, type Session } from '../../runner/session.ts';
import { reportedAttempt, verdictModel } from '../../runner/verdict-model.ts';
import { begunLessons, verifyLesson } from '../../runner/verify-lesson.ts';
import { verdictView } from '../../views/terminal/verdict.ts';
import type { Call, Command } from '../command.ts';
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
    const session = await openSession(world);
    const entries = call.has('all') ? await begunLessons(session) : [lessonOf(session, call.argument(0))];
    if (entries.length === 0) throw new UserError('lesson-not-begun', { number: 0, slug: session.course[0]!.slug }, 2);
    const verdicts = await verifyAll(call, session, entries, async (entry, verdict) => {
      if (!report) await draw(session, entry, verdict);
    });
    if (report) {
      const attempts = await Promise.all(
        verdicts.map(({ entry, verdict }) => reportedAttempt(session, entry, verdict)),
      );
      world.screen.write(report(attempts, call.has('all')));
    }
    return Math.max(...verdicts.map(({ verdict }) => ({ pass: 0, fail: 1, 'could-not-check': 2 })[verdict.verdict]));
  },
} satisfies Command;

async function verifyAll(
  call: Call,
  session: Session,
  entries: readonly LessonEntry[],
  onVerdict: (entry: LessonEntry, verdict: Verdict) => Promise<void>,
): Promise<readonly { readonly entry: LessonEntry; readonly verdict: Verdict }[]> {
  const { world } = call;
  const seed = call.option('seed');
  const judge = openJudge(world);
  using progress = progressLine(world.screen);
  const verdicts: { entry: LessonEntry; verdict: Verdict }[] = [];
  try {
    for (const [index, entry] of entries.entries()) {
      progress.say(
        `checking lesson ${entry.number}${entries.length > 1 ? ` (${index + 1} of ${entries.length})` : ''} …`,
      );
      const verdict = await world.instruments.span('verify', { lesson: entry.slug }, async () => {
        const made = await verifyLesson(session, entry, { judge, ...(seed === undefined ? {} : { seed }) });
        progress.clear();
        await onVerdict(entry, made.verdict);
        return made.verdict;
      });
      verdicts.push({ entry, verdict });
      if (world.interrupted.aborted) break;
    }
  } finally {
    await (await judge)[Symbol.asyncDispose]();
  }
  return verdicts;
}

async function draw(session: Session, entry: LessonEntry, verdict: Verdict): Promise<void> {
  const { screen, instruments } = session.world;
  await instruments.span('draw', { lesson: entry.slug, page: 'verdict' }, async () => {
    const model = await verdictModel(await refresh(session), entry, verdict, false);
    printLines(screen, verdictView(model, lookOf(screen)));
  });
}
