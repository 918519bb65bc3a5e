import type { PlannedLesson } from '../course/order.ts';
import { seededRandom } from '../kernel/random.ts';
import type { Verdict } from '../course/verdict.ts';
import type { World } from '../kernel/world.ts';
import type { Standby } from '../observe/standby.ts';
import { observe, type ObserveEvent } from '../observe/observe.ts';
import type { ProgramSlots } from '../observe/program-slots.ts';
import type { Evidence, Problem } from '../telemetry/evidence.ts';
import type { Judge, Judgement } from './hidden-checks.ts';

export interface AttemptRequest {
  readonly world: World;
  readonly entry: PlannedLesson;
  /** The folder in which the learner's programs are run. */
  readonly lessonDir: string;
  /** Where Node keeps compiled code between attempts: it halves the start of a program. */
  readonly compileCacheDir: string;
  readonly standby?: Standby;
  /** May still be opening: the program is started before anything else. */
  readonly judge: Promise<Pick<Judge, 'judge'>>;
  readonly signal: AbortSignal;
  readonly seed?: string;
  readonly slots?: ProgramSlots;
  readonly onProgress?: (event: ObserveEvent) => void;
}

/** What one attempt saw, and what was said of it. */
export interface Attempt {
  readonly evidence: Evidence;
  readonly verdict: Verdict;
}

/** Drive the learner's programs once and judge what they emitted. Never throws for what a learner's program does. */
export async function attempt(request: AttemptRequest): Promise<Attempt> {
  const { instruments } = request.world;
  return instruments.span('attempt', { lesson: request.entry.slug }, async (note) => {
    const made = await driveAndJudge(request);
    const { lesson, verdict, seed, durationMs, problem } = made.verdict;
    note({ verdict, seed, problem: problem?.code });
    instruments.count('attempts', { lesson, verdict });
    instruments.observe('attempt.duration', durationMs / 1000, { lesson, verdict });
    return made;
  });
}

/** Drive the learner's programs once, without judging. */
export function drive(request: Omit<AttemptRequest, 'judge'>): Promise<Evidence> {
  const { world, entry } = request;
  return world.instruments.span('run', { lesson: entry.slug }, () => observeLesson(request));
}

async function driveAndJudge(request: AttemptRequest): Promise<Attempt> {
  const { world, entry } = request;
  const startedAt = world.clock.elapsedMs();
  const observed = observeLesson(request);
  const judged = judgeOf(request, observed);
  const evidence = await observed;
  // The judge is there long before; what the learner waits for begins now.
  const judgement = await world.instruments.span('judge', { lesson: entry.slug }, () => judged);
  return { evidence, verdict: toVerdict(entry, evidence, judgement, world.clock.elapsedMs() - startedAt) };
}

/** @param judgement undefined when there was nothing to judge @param durationMs of the whole attempt */
export function toVerdict(
  entry: PlannedLesson,
  evidence: Evidence,
  judgement: Judgement | undefined,
  durationMs: number,
): Verdict {
  const problem = evidence.problem ?? brokenChecks(judgement);
  return {
    lesson: entry.slug,
    number: entry.number,
    verdict: problem ? 'could-not-check' : verdictOf(judgement),
    seed: evidence.seed,
    durationMs: Math.round(durationMs),
    checks: judgement?.results ?? [],
    ...(problem ? { problem } : {}),
  };
}

function observeLesson(request: Omit<AttemptRequest, 'judge'>): Promise<Evidence> {
  const { world, entry, lessonDir, compileCacheDir, standby, signal, slots } = request;
  const seed = request.seed ?? newSeed(world);
  return observe({
    lesson: entry.slug,
    seed,
    plan: entry.lesson.plan(seededRandom(seed)),
    lessonDir,
    compileCacheDir,
    world,
    signal,
    ...(standby ? { standby } : {}),
    ...(slots ? { programs: slots } : {}),
    onProgress: (event) => {
      const { kind, ...facts } = event;
      world.instruments.log('debug', kind.replaceAll('-', ' '), facts);
      request.onProgress?.(event);
    },
  });
}

async function judgeOf(request: AttemptRequest, observed: Promise<Evidence>): Promise<Judgement | undefined> {
  try {
    return await (await request.judge).judge(request.entry, observed);
  } catch (error) {
    return { results: [], broken: error instanceof Error ? error.message : String(error) };
  }
}

function verdictOf(judgement: Judgement | undefined): 'pass' | 'fail' {
  return judgement?.results.every(({ state, noSignals }) => state === 'passed' || noSignals) === true ? 'pass' : 'fail';
}

function brokenChecks(judgement: Judgement | undefined): Problem | undefined {
  return judgement?.broken === undefined ? undefined : { code: 'checks-broken', args: { message: judgement.broken } };
}

function newSeed(world: World): string {
  return Buffer.from(world.entropy.bytes(6)).toString('hex');
}
