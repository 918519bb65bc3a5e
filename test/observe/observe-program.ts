import type { Plan, ProgramPlan, RunPlan, Step, StubPlan } from '../../src/course/plan.ts';
import { observe, type ObserveRequest } from '../../src/observe/observe.ts';
import type { Evidence, ProgramEvidence, RunEvidence } from '../../src/telemetry/evidence.ts';
import { childrenOf } from './leftovers.ts';
import { realWorld } from './real-world.ts';

export const programsDir = new URL('../fixtures/programs', import.meta.url).pathname;

export interface Trial {
  /** The file in test/fixtures/programs, without its ending. */
  readonly program: string;
  readonly listens?: boolean;
  readonly steps?: readonly Step[];
  readonly run?: Partial<RunPlan>;
  readonly plan?: Partial<ProgramPlan>;
  readonly stubs?: Readonly<Record<string, StubPlan>>;
  readonly request?: Partial<ObserveRequest>;
}

/** One attempt with one program of the fixtures, called `app`. Fails when a process is left afterwards. */
export async function observeProgram(trial: Trial): Promise<Observed> {
  const plan: Plan = {
    programs: { app: { entry: `${trial.program}.ts`, listens: trial.listens ?? true, ...trial.plan } },
    stubs: trial.stubs ?? {},
    runs: [{ name: 'run', steps: trial.steps ?? [], ...trial.run }],
  };
  return observePlan(plan, trial.request);
}

export interface Observed {
  readonly evidence: Evidence;
  /** The first run, and its first program. */
  readonly run: RunEvidence;
  readonly app: ProgramEvidence;
  readonly stdout: readonly string[];
}

export async function observePlan(plan: Plan, request: Partial<ObserveRequest> = {}): Promise<Observed> {
  const evidence = await observe({
    lesson: 'trial',
    seed: 'seed',
    plan,
    lessonDir: programsDir,
    world: realWorld(),
    signal: new AbortController().signal,
    ...request,
  });
  // Ended by us, and known to the kernel as such before the attempt is over.
  const left = childrenOf(process.pid).filter((command) => /programs|\/bin\/sh/.test(command));
  if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
  const run = (): RunEvidence => evidence.runs[0]!;
  const app = (): ProgramEvidence => run().programs[0]!;
  return {
    evidence,
    get run() {
      return run();
    },
    get app() {
      return app();
    },
    get stdout() {
      return app().stdout.lines.map((line) => line.text);
    },
  };
}
