import { join, relative, sep } from 'node:path';
import { commonFindings } from '../checks/explain.ts';
import { explain } from '../checks/finding.ts';
import { nextLesson, type LessonEntry } from '../course/order.ts';
import { problemWords } from '../course/problem.ts';
import type { Finding, Verdict, Words } from '../course/verdict.ts';
import type { ReportedAttempt } from '../views/report/reported-attempt.ts';
import { verdictView, type VerdictModel } from '../views/terminal/verdict.ts';
import type { DrawVerdict } from './author/proven-case.ts';
import type { Problem } from '../telemetry/evidence.ts';
import type { Attempt } from './attempt.ts';
import { loadFindings } from './load-course.ts';
import { problemLine } from './problem-line.ts';
import { passedCount, type Session } from './session.ts';

/** The words for the findings of a lesson: its own, and the common ones. */
async function wordsFor(packageDir: string, entry: LessonEntry): Promise<(finding: Finding) => Words> {
  const findings = await loadFindings(packageDir, entry);
  return (finding) => explain(finding, findings, commonFindings);
}

/** Everything the picture of a verdict needs. */
export async function verdictModel(
  session: Session,
  entry: LessonEntry,
  verdict: Verdict,
  isWatching: boolean,
): Promise<VerdictModel> {
  const { world, course, progress, workspace } = session;
  const { problem } = verdict;
  const saw = problem && (await problemLine(await workspace.lessonDir(entry), problem));
  const next = nextLesson(course, progress, entry.slug);
  return {
    verdict,
    lesson: { number: entry.number, title: entry.lesson.title },
    ...(next ? { nextLesson: { number: next.number, title: next.lesson.title } } : {}),
    lessonCount: course.length,
    passedCount: passedCount(session),
    words: await wordsFor(world.packageDir, entry),
    ...(problem ? { problemWords: problemWords(problem), problemSaw: saw } : {}),
    hintAvailable: true,
    isWatching,
  };
}

/** Everything a reporter (JSON, JUnit, annotations) needs. */
export async function reportedAttempt(
  { world, workspace }: Session,
  entry: LessonEntry,
  { verdict, evidence }: Attempt,
): Promise<ReportedAttempt> {
  const lessonDir = await workspace.lessonDir(entry);
  // Annotations name files as the repository does that is being checked.
  const repository = world.env['GITHUB_WORKSPACE'] ?? world.cwd;
  const pathOf = (file: string): string => relative(repository, join(lessonDir, file)).split(sep).join('/');
  const program = evidence.runs.flatMap(({ programs }) => programs)[0]?.entry;
  return {
    verdict,
    title: entry.lesson.title,
    words: await wordsFor(world.packageDir, entry),
    ...(program === undefined ? {} : { file: pathOf(program) }),
    ...(verdict.problem
      ? { problemWords: problemWords(verdict.problem), ...problemPlace(verdict.problem, pathOf) }
      : {}),
  };
}

/** The line that a problem is about, when it is in a file of the learner's. */
function problemPlace({ args }: Problem, pathOf: (file: string) => string): Pick<ReportedAttempt, 'problemAt'> {
  const { file, line } = args;
  if (typeof file !== 'string') return {};
  return { problemAt: { file: pathOf(file), ...(typeof line === 'number' ? { line } : {}) } };
}

/** Draws the verdicts of any lesson as they are recorded for mistakes: 80 columns, no colour, nobody's progress. */
export async function recordedVerdicts(packageDir: string, entries: readonly LessonEntry[]): Promise<DrawVerdict> {
  const words = new Map<string, (finding: Finding) => Words>();
  for (const entry of entries) words.set(entry.folder, await wordsFor(packageDir, entry));
  return (entry, verdict) =>
    verdictView(
      {
        verdict,
        lesson: { number: entry.number, title: entry.lesson.title },
        lessonCount: entries.length,
        passedCount: 0,
        words: words.get(entry.folder)!,
        ...(verdict.problem ? { problemWords: problemWords(verdict.problem) } : {}),
        hintAvailable: true,
        isWatching: false,
      },
      { width: 80, colour: false },
    );
}
