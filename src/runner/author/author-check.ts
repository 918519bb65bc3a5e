import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commonFindings } from '../../checks/explain.ts';
import type { LessonEntry } from '../../course/order.ts';
import type { World } from '../../kernel/world.ts';
import { programSlots } from '../../observe/program-slots.ts';
import { linkModules } from '../../workspace/link-modules.ts';
import { attempt, type Attempt } from '../attempt.ts';
import { openJudge } from '../hidden-checks.ts';
import { loadFindings } from '../load-course.ts';
import { expectedFile, expectedText, layOut, lessonCases, type LessonCase } from './lesson-cases.ts';
import { courseFaults, lessonFolderFaults } from './lesson-folder.ts';
import { caseFaults, findingsLine, recordOf, type DrawVerdict } from './try-case.ts';

export interface AuthorCheckRequest {
  readonly world: World;
  /** The lessons to check. */
  readonly entries: readonly LessonEntry[];
  /** The whole course: slugs and numbers are compared over all of it. */
  readonly course: readonly LessonEntry[];
  readonly draw: DrawVerdict;
  /** Write what the mistakes say now into their expected.txt, instead of comparing. */
  readonly record: boolean;
  readonly onProgress: (progress: AuthorProgress) => void;
}

export interface AuthorProgress {
  readonly done: number;
  readonly total: number;
  readonly lesson: string;
  readonly tried: string;
}

/** What `author check --json` prints. */
export interface AuthorReport {
  readonly lessons: readonly LessonReport[];
  readonly ok: boolean;
  readonly failures: readonly AuthorFailure[];
}

export interface LessonReport {
  readonly slug: string;
  /** Whether the starter fails as it should. */
  readonly starter: boolean;
  readonly solution: boolean;
  /** How many there are. */
  readonly variants: number;
  readonly mistakes: number;
  /** Time of all attempts of the lesson, added up. */
  readonly seconds: number;
}

export interface AuthorFailure {
  readonly lesson: string;
  /** `starter`, `mistakes/two-lines`, `README.md`, … */
  readonly where: string;
  readonly text: string;
  /** For a text that differs from what is recorded. */
  readonly expected?: string;
  readonly found?: string;
}

/** The same seed for all that is recorded, so that texts can be compared; the second seed is another each time. */
const recordedSeed = 'author';

/** How many programs are tried at once: what two cores carry without making each other wait. */
const atOnce = 2;

/** The author's gate: everything a lesson's author promises, proven twice with different random values. */
export async function authorCheck(request: AuthorCheckRequest): Promise<AuthorReport> {
  const { world, entries, course } = request;
  await using place = await temporaryWorkspace(world);
  const opening = openJudge(world);
  await using judge = await opening;
  const slots = programSlots(atOnce);
  const failures: AuthorFailure[] = courseFaults(course).map((text) => ({ lesson: 'course', where: 'lessons', text }));
  const plans = await Promise.all(entries.map(async (entry) => ({ entry, cases: await lessonCases(world.packageDir, entry) })));
  const total = plans.reduce((sum, plan) => sum + plan.cases.length * 2, 0);
  const seenCodes = new Set<string>();
  let done = 0;
  let nextFolder = 0;

  async function tryCase(entry: LessonEntry, tried: LessonCase, seed?: string): Promise<Attempt> {
    const lessonDir = join(place.dir, `${nextFolder++}`, entry.folder);
    await layOut(world.packageDir, entry, tried.layers, lessonDir);
    const made = await attempt({
      world,
      entry,
      lessonDir,
      compileCacheDir: join(place.dir, 'compile-cache'),
      judge: Promise.resolve(judge),
      signal: world.interrupted,
      slots,
      ...(seed === undefined ? {} : { seed }),
    });
    done += 1;
    request.onProgress({ done, total, lesson: entry.slug, tried: tried.name });
    await rm(lessonDir, { recursive: true, force: true });
    return made;
  }

  async function checkLesson(entry: LessonEntry, cases: readonly LessonCase[]): Promise<LessonReport> {
    const findings = await loadFindings(world.packageDir, entry);
    const fault = (where: string, text: string): number => failures.push({ lesson: entry.slug, where, text });
    for (const text of await lessonFolderFaults(world.packageDir, entry, findings, Object.keys(commonFindings))) fault('folder', text);
    const codes = new Set<string>();
    const faulty = new Set<LessonCase['kind']>();
    let spentMs = 0;
    const checkCase = async (tried: LessonCase): Promise<void> => {
      const first = await tryCase(entry, tried, recordedSeed);
      const second = await tryCase(entry, tried);
      spentMs += first.verdict.durationMs + second.verdict.durationMs;
      const before = failures.length;
      for (const made of [first, second]) {
        for (const text of caseFaults(tried, made)) fault(pathOf(tried), `${text} (seed ${made.verdict.seed})`);
        for (const check of made.verdict.checks) if (check.finding && tried.kind === 'mistake') codes.add(check.finding.code);
      }
      if (tried.kind === 'mistake') await checkRecord(entry, tried, first, second);
      if (failures.length > before) faulty.add(tried.kind);
    };
    const record = async (tried: LessonCase, text: string): Promise<void> => writeFile(expectedFile(tried), text);
    async function checkRecord(lesson: LessonEntry, tried: LessonCase, first: Attempt, second: Attempt): Promise<void> {
      const found = recordOf(lesson, first, request.draw);
      if (request.record) await record(tried, found);
      const expected = await expectedText(tried);
      if (expected === undefined) fault(pathOf(tried), 'has no expected.txt: look at what the learner would read, then record it with --record');
      else if (expected !== found) {
        failures.push({ lesson: entry.slug, where: pathOf(tried), text: 'the learner reads something else than recorded', expected, found });
      }
      if (findingsLine(second.verdict) !== findingsLine(first.verdict)) {
        fault(pathOf(tried), `another seed (${second.verdict.seed}) gives other findings: ${findingsLine(second.verdict)}`);
      }
    }
    await Promise.all(cases.map(checkCase));
    for (const code of codes) seenCodes.add(code);
    for (const code of Object.keys(findings)) {
      if (!codes.has(code)) fault('findings.ts', `no mistake produces the finding "${code}"`);
    }
    return {
      slug: entry.slug,
      starter: !faulty.has('starter'),
      solution: !faulty.has('solution'),
      variants: cases.filter((tried) => tried.kind === 'variant').length,
      mistakes: cases.filter((tried) => tried.kind === 'mistake').length,
      seconds: Math.round(spentMs / 100) / 10,
    };
  }

  const lessons: LessonReport[] = [];
  for (const { entry, cases } of plans) lessons.push(await checkLesson(entry, cases));
  if (entries.length === course.length) {
    for (const code of Object.keys(commonFindings)) {
      if (!seenCodes.has(code)) failures.push({ lesson: 'course', where: 'src/checks/explain.ts', text: `no mistake produces the finding "${code}"` });
    }
  }
  return { lessons, ok: failures.length === 0, failures };
}

function pathOf(tried: LessonCase): string {
  if (tried.kind === 'mistake') return `mistakes/${tried.name}`;
  return tried.kind === 'variant' ? `variants/${tried.name}` : tried.name;
}

/** A folder with the learners' modules in which programs are laid out; removed at the end. */
async function temporaryWorkspace(world: World): Promise<AsyncDisposable & { readonly dir: string }> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'learn-obs-author-')));
  await linkModules(world, dir);
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) };
}
