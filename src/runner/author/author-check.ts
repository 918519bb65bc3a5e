import { rm } from 'node:fs/promises';
import { commonFindings } from '../../checks/explain.ts';
import type { LessonEntry, PlannedLesson } from '../../course/order.ts';
import type { Verdict } from '../../course/verdict.ts';
import type { World } from '../../kernel/world.ts';
import { openStandby, type Standby } from '../../observe/standby.ts';
import { programSlots, type ProgramSlots } from '../../observe/program-slots.ts';
import { drive, toVerdict } from '../attempt.ts';
import { openJudge, type Judge, type Judgement } from '../hidden-checks.ts';
import { loadFindings, loadLesson } from '../load-course.ts';
import { layOut, lessonCases, type LessonCase } from './lesson-cases.ts';
import type { Evidence } from '../../telemetry/evidence.ts';
import { courseFaults, lessonFolderFaults } from './lesson-folder.ts';
import { openTrialGround, type TrialGround } from './trial-ground.ts';
import { provenCase, recordedSeed, seedsPerCase, type DrawVerdict, type TriedCase } from './proven-case.ts';

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
  /** What the runs of its programs took, added up. */
  readonly durationMs: number;
}

/** How many runs of programs are under way at once: what two cores carry without making each other wait. */
const runsAtOnce = 2;
/** How many cases are laid out and driven at once: enough that a run waits for its turn while others hang. */
const casesAtOnce = 16;

/** The author's gate: everything a lesson's author promises, proven twice with different random values. */
export async function authorCheck(request: AuthorCheckRequest): Promise<AuthorReport> {
  const { world, entries, course } = request;
  await using ground = await openTrialGround(world);
  await using standby = openStandby(world, ground.compileCacheDir);
  await using judge = await openJudge(world);
  const cases = await Promise.all(entries.map((entry) => lessonCases(world.packageDir, entry)));
  const gate = new Gate(request, ground, standby, judge, cases.flat().length * seedsPerCase);
  // All at once: the first lesson in line is driven, and judged while the next one is driven.
  const lessons = await Promise.all(entries.map((entry, index) => gate.checkLesson(entry, cases[index] ?? [])));
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
  readonly #standby: Standby;
  readonly #judge: Judge;
  readonly #total: number;
  readonly #slots: ProgramSlots = programSlots(runsAtOnce);
  readonly #hands: ProgramSlots = programSlots(casesAtOnce);
  #done = 0;

  constructor(request: AuthorCheckRequest, ground: TrialGround, standby: Standby, judge: Judge, total: number) {
    this.#request = request;
    this.#ground = ground;
    this.#standby = standby;
    this.#judge = judge;
    this.#total = total;
  }

  async checkLesson(named: LessonEntry, cases: readonly LessonCase[]): Promise<AuthoredLesson> {
    const { world, draw, record } = this.#request;
    const [entry, findings] = await Promise.all([
      loadLesson(world.packageDir, named),
      loadFindings(world.packageDir, named),
    ]);
    const driven = await Promise.all(cases.map((tried) => this.#driveTwice(entry, tried)));
    const verdicts = await this.#judgeAll(entry, driven.flat());
    const tried = await Promise.all(
      cases.map((one, index) => provenCase(one, pairAt(verdicts, index), { entry, draw, record })),
    );
    const seen = new Set(tried.flatMap((one) => (one.tried.kind === 'mistake' ? one.codes : [])));
    return {
      entry,
      cases: tried,
      faults: [
        ...(await lessonFolderFaults(world.packageDir, entry, findings, Object.keys(commonFindings))),
        ...Object.keys(findings)
          .filter((code) => !seen.has(code))
          .map((code) => `no mistake produces the finding "${code}"`),
      ],
      durationMs: driven.flat().reduce((sum, evidence) => sum + timeOfRuns(evidence), 0),
    };
  }

  /** Under the recorded seed, then under a new one, in the same folder: what Node has compiled serves both. */
  async #driveTwice(entry: PlannedLesson, tried: LessonCase): Promise<readonly [Evidence, Evidence]> {
    const { interrupted } = this.#request.world;
    const hand = await this.#hands.take(interrupted);
    try {
      const lessonDir = this.#ground.folderFor(entry);
      const first = await this.#drive(entry, tried, lessonDir, recordedSeed);
      return [first, await this.#drive(entry, tried, lessonDir, undefined)];
    } finally {
      hand?.[Symbol.dispose]();
    }
  }

  async #drive(
    entry: PlannedLesson,
    tried: LessonCase,
    lessonDir: string,
    seed: string | undefined,
  ): Promise<Evidence> {
    const { world, onProgress } = this.#request;
    await layOut(world.packageDir, entry, tried.layers, lessonDir);
    const evidence = await drive({
      world,
      entry,
      lessonDir,
      compileCacheDir: this.#ground.compileCacheDir,
      standby: this.#standby,
      signal: world.interrupted,
      slots: this.#slots,
      ...(seed === undefined ? {} : { seed }),
    });
    await rm(lessonDir, { recursive: true, force: true });
    this.#done += 1;
    onProgress({ done: this.#done, total: this.#total, lesson: entry.slug, tried: tried.name });
    return evidence;
  }

  /** In one run of the hidden checks: a run for each would cost more than driving most programs. */
  async #judgeAll(entry: PlannedLesson, evidences: readonly Evidence[]): Promise<readonly Verdict[]> {
    const complete = evidences.filter(({ problem }) => problem === undefined);
    const judgements = await this.#judge.judgeAll(entry, complete).catch(brokenFor(complete));
    return evidences.map((evidence) =>
      toVerdict(entry, evidence, judgements[complete.indexOf(evidence)], evidence.durationMs),
    );
  }
}

/** Checks that cannot even be loaded are said of each attempt they should have judged. */
function brokenFor(evidences: readonly Evidence[]) {
  return (error: unknown): readonly Judgement[] => {
    const broken = error instanceof Error ? error.message : String(error);
    return evidences.map(() => ({ results: [], broken }));
  };
}

function pairAt(verdicts: readonly Verdict[], index: number): readonly [Verdict, Verdict] {
  const [first, second] = verdicts.slice(index * seedsPerCase);
  if (!first || !second) throw new Error('a case was not judged under both seeds');
  return [first, second];
}

function timeOfRuns({ runs }: Evidence): number {
  return runs.reduce((sum, { startedAtMs, endedAtMs }) => sum + endedAtMs - startedAtMs, 0);
}
