import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { commonFindings } from '../../checks/explain.ts';
import type { LessonEntry } from '../../course/order.ts';
import type { World } from '../../kernel/world.ts';
import { programSlots, type ProgramSlots } from '../../observe/program-slots.ts';
import { attempt, type Attempt } from '../attempt.ts';
import { openJudge, type Judge } from '../hidden-checks.ts';
import { loadFindings, loadLesson } from '../load-course.ts';
import { layOut, lessonCases, type LessonCase } from './lesson-cases.ts';
import { courseFaults, lessonFolderFaults } from './lesson-folder.ts';
import { openTrialGround, type TrialGround } from './trial-ground.ts';
import { tryCase, type DrawVerdict, type TriedCase } from './try-case.ts';

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

interface AuthorProgress {
  readonly done: number;
  readonly total: number;
  readonly lesson: string;
  readonly tried: string;
}

export interface AuthorReport {
  readonly lessons: readonly AuthoredLesson[];
  /** What is wrong with the course as a whole. */
  readonly faults: readonly string[];
}

interface AuthoredLesson {
  readonly entry: LessonEntry;
  readonly cases: readonly TriedCase[];
  /** What is wrong with its files and findings, whatever runs. */
  readonly faults: readonly string[];
  /** All attempts added up. */
  readonly durationMs: number;
}

/** How many runs of programs are under way at once: what two cores carry without making each other wait. */
const runsAtOnce = 2;

/** The author's gate: everything a lesson's author promises, proven twice with different random values. */
export async function authorCheck(request: AuthorCheckRequest): Promise<AuthorReport> {
  const { world, entries, course } = request;
  await using ground = await openTrialGround(world);
  await using judge = await openJudge(world);
  const gate = new Gate(
    request,
    ground,
    judge,
    await Promise.all(entries.map((entry) => lessonCases(world.packageDir, entry))),
  );
  const lessons: AuthoredLesson[] = [];
  for (const [index, entry] of entries.entries()) lessons.push(await gate.checkLesson(entry, index));
  return {
    lessons,
    faults: [...courseFaults(course), ...(entries.length === course.length ? unusedFindings(lessons) : [])],
  };
}

/** A common finding that no mistake of any lesson produces was never read by its author. */
function unusedFindings(lessons: readonly AuthoredLesson[]): string[] {
  const seen = new Set(
    lessons.flatMap(({ cases }) => cases.flatMap(({ tried, codes }) => (tried.kind === 'mistake' ? codes : []))),
  );
  return Object.keys(commonFindings)
    .filter((code) => !seen.has(code))
    .map((code) => `no mistake of any lesson produces the common finding "${code}"`);
}

class Gate {
  readonly #request: AuthorCheckRequest;
  readonly #ground: TrialGround;
  readonly #judge: Judge;
  readonly #cases: readonly (readonly LessonCase[])[];
  readonly #slots: ProgramSlots = programSlots(runsAtOnce);
  #done = 0;

  constructor(
    request: AuthorCheckRequest,
    ground: TrialGround,
    judge: Judge,
    cases: readonly (readonly LessonCase[])[],
  ) {
    this.#request = request;
    this.#ground = ground;
    this.#judge = judge;
    this.#cases = cases;
  }

  async checkLesson(entry: LessonEntry, index: number): Promise<AuthoredLesson> {
    const { world, draw, record } = this.#request;
    const findings = await loadFindings(world.packageDir, entry);
    const cases = await Promise.all(
      (this.#cases[index] ?? []).map((tried) =>
        tryCase(tried, { entry, draw, record, attempt: (seed) => this.#attempt(entry, tried, seed) }),
      ),
    );
    const seen = new Set(cases.flatMap(({ tried, codes }) => (tried.kind === 'mistake' ? codes : [])));
    return {
      entry,
      cases,
      faults: [
        ...(await lessonFolderFaults(world.packageDir, entry, findings, Object.keys(commonFindings))),
        ...Object.keys(findings)
          .filter((code) => !seen.has(code))
          .map((code) => `no mistake produces the finding "${code}"`),
      ],
      durationMs: cases.reduce((sum, { durationMs }) => sum + durationMs, 0),
    };
  }

  async #attempt(entry: LessonEntry, tried: LessonCase, seed: string | undefined): Promise<Attempt> {
    const { world, onProgress } = this.#request;
    const lessonDir = this.#ground.folderFor(entry);
    await layOut(world.packageDir, entry, tried.layers, lessonDir);
    const made = await attempt({
      world,
      entry: await loadLesson(world.packageDir, entry),
      lessonDir,
      compileCacheDir: join(this.#ground.dir, 'compile-cache'),
      judge: Promise.resolve(this.#judge),
      signal: world.interrupted,
      slots: this.#slots,
      ...(seed === undefined ? {} : { seed }),
    });
    await rm(lessonDir, { recursive: true, force: true });
    this.#done += 1;
    const total = this.#cases.reduce((sum, cases) => sum + cases.length * 2, 0);
    onProgress({ done: this.#done, total, lesson: entry.slug, tried: tried.name });
    return made;
  }
}
