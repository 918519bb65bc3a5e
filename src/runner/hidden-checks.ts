import { getCompileCacheDir } from 'node:module';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { MessagePort } from 'node:worker_threads';
import type { Reporter, TestCase, TestModule, TestSpecification, Vitest } from 'vitest/node';
import type { LessonEntry } from '../course/order.ts';
import type { Outcome } from '../checks/describe-lesson.ts';
import type { CheckResult } from '../course/verdict.ts';
import type { World } from '../kernel/world.ts';
import type { Evidence } from '../telemetry/evidence.ts';
import { openSpareWorkerPool, type SpareWorkerPool } from './spare-worker-pool.ts';

/** What became of the checks of one lesson. */
export interface Judgement {
  /** In the manifest's order. */
  readonly results: readonly CheckResult[];
  /** Why the checks themselves could not be trusted: they crashed, or did not all run. A fault of ours. */
  readonly broken?: string;
}

/** Judges evidence with the hidden checks of a lesson. One Vitest for many judgements, one at a time. */
export interface Judge extends AsyncDisposable {
  /** Load the checks now, so that `judge` of this lesson only has to hand over the evidence. Optional. */
  prepare(entry: LessonEntry): void;
  /** @returns undefined when the evidence holds a problem: then there is nothing to judge */
  judge(entry: LessonEntry, evidence: Promise<Evidence>): Promise<Judgement | undefined>;
  /** Judge many attempts at one lesson in one run of its checks, each by itself. @returns in the order of the evidences */
  judgeAll(entry: LessonEntry, evidences: readonly Evidence[]): Promise<readonly Judgement[]>;
}

/** One run of a check file: begun before there is evidence, ended by it. */
interface Sitting {
  readonly folder: string;
  readonly port: Promise<MessagePort>;
  readonly outcome: Promise<readonly CheckOutcomes[]>;
}

interface CheckOutcomes {
  readonly id: string;
  /** One for each evidence; none when the check never came to its judgement. */
  readonly outcomes: readonly Outcome[];
  readonly error?: string;
}

/** Start Vitest. Costs some hundred milliseconds, so begin it before the program is started, and await the judge later. */
export async function openJudge(world: World): Promise<Judge> {
  // Its thread loads what it needs while this one loads the rest.
  const pool = openSpareWorkerPool(vitestDist(), checkEnvironment(world));
  try {
    const reporter = new SittingReporter();
    return new VitestJudge(world, await startVitest(world, pool, reporter), pool, reporter);
  } catch (error) {
    await pool[Symbol.asyncDispose]();
    throw error;
  }
}

async function startVitest(world: World, pool: SpareWorkerPool, reporter: Reporter): Promise<Vitest> {
  const { createVitest } = await import('vitest/node');
  return createVitest(
    'test',
    {
      root: world.packageDir,
      config: false,
      watch: false,
      include: ['lessons/*/hidden.check.ts'],
      exclude: [],
      pool: pool.initializer,
      isolate: true,
      fileParallelism: false,
      maxWorkers: 1,
      reporters: [reporter],
      coverage: { enabled: false },
      // Checks are pure functions of the evidence: one that needs seconds is broken.
      testTimeout: 10_000,
      // The evidence comes when the program has ended, whenever that is.
      hookTimeout: 0,
      server: { deps: { inline: [/\/lessons\/[^/]+\/[^/]+\.ts$/], external: [/\/dist\/src\//] } },
    },
    {
      logLevel: 'silent',
      cacheDir: join(world.packageDir, 'node_modules/.learn-obs-never-written'),
      server: { watch: null },
      optimizeDeps: { noDiscovery: true },
    },
    { stdout: silence(), stderr: silence() },
  );
}

class VitestJudge implements Judge {
  readonly #world: World;
  readonly #vitest: Vitest;
  readonly #pool: SpareWorkerPool;
  readonly #reporter: SittingReporter;
  #parked: Sitting | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  /** Runs follow one another: the reporter and the pool know only one at a time. */
  #running: Promise<void> = Promise.resolve();

  constructor(world: World, vitest: Vitest, pool: SpareWorkerPool, reporter: SittingReporter) {
    this.#world = world;
    this.#vitest = vitest;
    this.#pool = pool;
    this.#reporter = reporter;
  }

  prepare(entry: LessonEntry): void {
    void this.#inTurn(async () => {
      if (this.#parked?.folder === entry.folder) return;
      await this.#leave();
      this.#parked = this.#sit(entry);
    });
  }

  judge(entry: LessonEntry, evidence: Promise<Evidence>): Promise<Judgement | undefined> {
    return this.#inTurn(async () => {
      const sitting = await this.#parkedFor(entry);
      const value = await evidence;
      // A sitting without evidence stays parked and serves the next attempt.
      if (value.problem) return undefined;
      const [judgement] = await this.#hear(sitting, entry, [value]);
      return judgement;
    });
  }

  judgeAll(entry: LessonEntry, evidences: readonly Evidence[]): Promise<readonly Judgement[]> {
    return this.#inTurn(async () => this.#hear(await this.#parkedFor(entry), entry, evidences));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#turn.catch(() => undefined);
    await this.#leave();
    await this.#running;
    await this.#vitest.close();
    await this.#pool[Symbol.asyncDispose]();
  }

  async #parkedFor(entry: LessonEntry): Promise<Sitting> {
    if (this.#parked?.folder !== entry.folder) await this.#leave();
    this.#parked ??= this.#sit(entry);
    return this.#parked;
  }

  async #hear(sitting: Sitting, entry: LessonEntry, evidences: readonly Evidence[]): Promise<Judgement[]> {
    this.#parked = undefined;
    (await sitting.port).postMessage(evidences);
    const checks = await sitting.outcome;
    return evidences.map((_evidence, index) => toJudgement(entry, checks, index));
  }

  /** Begin a run of the lesson's check file; it waits inside for its evidence. */
  #sit(entry: LessonEntry): Sitting {
    const file = join(this.#world.packageDir, 'lessons', entry.folder, 'hidden.check.ts');
    const spec: TestSpecification = this.#vitest.getRootProject().createSpecification(file);
    const outcome = Promise.withResolvers<readonly CheckOutcomes[]>();
    const port = Promise.withResolvers<MessagePort>();
    this.#running = this.#running.then(async () => {
      this.#reporter.settle = outcome;
      this.#pool.onTaken = port.resolve;
      try {
        await this.#vitest.runTestSpecifications([spec], false);
        outcome.reject(new Error('the run of the checks ended without a result'));
      } catch (error) {
        outcome.reject(error);
      }
    });
    // Whoever waits for the port of a run that could not begin is told why.
    outcome.promise.catch(port.reject);
    port.promise.catch(() => undefined);
    return { folder: entry.folder, port: port.promise, outcome: outcome.promise };
  }

  /** Give up a parked run. */
  async #leave(): Promise<void> {
    const parked = this.#parked;
    this.#parked = undefined;
    if (!parked) return;
    await parked.port.then((port) => port.postMessage(undefined)).catch(() => undefined);
    await parked.outcome.catch(() => undefined);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/** Collects the outcome of the one check file that is running. */
class SittingReporter implements Reporter {
  settle: PromiseWithResolvers<readonly CheckOutcomes[]> | undefined;

  onTestModuleEnd(module: TestModule): void {
    const [error] = module.errors();
    if (error) this.settle?.reject(new Error(error.stack ?? error.message));
    else this.settle?.resolve([...module.children.allTests()].map(toOutcomes));
  }
}

function toOutcomes(test: TestCase): CheckOutcomes {
  const { outcomes = [] } = test.meta() as { outcomes?: readonly Outcome[] };
  const error = test.result().errors?.[0];
  return { id: test.name, outcomes, ...(error ? { error: error.stack ?? error.message } : {}) };
}

/** @param index which of the evidences that were judged together */
function toJudgement(entry: LessonEntry, checks: readonly CheckOutcomes[], index: number): Judgement {
  const promised = Object.entries(entry.lesson.checks);
  const outcomes = checks.map(({ id, outcomes: all, error = 'it said nothing' }) => ({
    id,
    ...(all[index] ?? ({ state: 'crashed', error } as const)),
  }));
  const results = promised.flatMap(([id, title]): CheckResult[] => {
    const outcome = outcomes.find((candidate) => candidate.id === id);
    if (!outcome) return [];
    if (outcome.state === 'failed') return [{ id, title, state: 'failed', finding: outcome.finding }];
    if (outcome.state === 'skipped') return [{ ...outcome, id, title }];
    return [{ id, title, state: outcome.state === 'crashed' ? 'failed' : outcome.state }];
  });
  const crashed = outcomes.find((outcome) => outcome.state === 'crashed');
  if (crashed?.state === 'crashed') return { results, broken: `the check "${crashed.id}" crashed: ${crashed.error}` };
  const missing = promised.find(([id]) => !outcomes.some((outcome) => outcome.id === id));
  if (missing) return { results, broken: `the check "${missing[0]}" did not run` };
  if (outcomes.length !== promised.length) return { results, broken: 'a check ran that the lesson does not promise' };
  if (results.every((result) => result.state === 'skipped')) return { results, broken: 'no check ran' };
  const skipped = results.find((result) => result.state === 'skipped' && !result.noSignals);
  if (skipped && !results.some((result) => result.state === 'failed'))
    return { results, broken: `the check "${skipped.id}" was skipped, although no other failed` };
  return { results };
}

function vitestDist(): string {
  return fileURLToPath(new URL('./dist', import.meta.resolve('vitest/package.json')));
}

/** Checks need nothing from the environment; Vitest itself asks for a few names. Threads share our compile cache only so. */
function checkEnvironment(world: World): Record<string, string> {
  const { PATH } = world.env;
  const compileCacheDir = getCompileCacheDir();
  return {
    TEST: 'true',
    VITEST: 'true',
    NODE_ENV: 'test',
    ...(PATH === undefined ? {} : { PATH }),
    // Node names the folder of its own version; the one above is for all.
    ...(compileCacheDir === undefined ? {} : { NODE_COMPILE_CACHE: dirname(compileCacheDir) }),
  };
}

function silence(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
