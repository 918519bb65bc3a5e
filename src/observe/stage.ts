import { Agent } from 'node:http';
import type { Plan, RunPlan } from '../course/plan.ts';
import type { World } from '../kernel/world.ts';
import type {
  Mark,
  Problem,
  RequestEvidence,
  RunEvidence,
  ScrapeEvidence,
  StubCallEvidence,
} from '../telemetry/evidence.ts';
import { createChanges, type Changes } from './changes.ts';
import type { Guardian } from './guardian.ts';
import { startOtlpReceiver, type OtlpReceiver } from './otlp-receiver.ts';
import type { ObserveEvent } from './observe-event.ts';
import type { Program } from './program.ts';
import { startStatsdReceiver, type StatsdReceiver } from './statsd-receiver.ts';
import { startStub, type Stub } from './stubs.ts';

/** Everything one run owns while it is under way, and what was observed so far. */
export interface Stage extends AsyncDisposable {
  readonly plan: Plan;
  readonly run: RunPlan;
  readonly lessonDir: string;
  readonly world: World;
  readonly compileCacheDir: string | undefined;
  /** Milliseconds since the attempt began. */
  readonly at: () => number;
  readonly changes: Changes;
  /** The run is to end now; the reason says why. */
  readonly over: AbortSignal;
  /** The first problem counts; it ends the run. */
  fail(problem: Problem): void;
  readonly problem: Problem | undefined;
  readonly onProgress: (event: ObserveEvent) => void;

  readonly otlp: OtlpReceiver;
  readonly statsd: StatsdReceiver;
  readonly stubs: ReadonlyMap<string, Stub>;
  readonly guardian: Guardian;
  /** Lets the next run begin: this one has only to wait. */
  readonly yieldTurn: () => void;
  readonly agent: Agent;
  /** In the order in which they were started. */
  readonly programs: Map<string, Program>;
  /** Where each program that listens can be reached. */
  readonly hosts: Map<string, { readonly host: string; readonly port: number }>;

  readonly requests: RequestEvidence[];
  readonly scrapes: ScrapeEvidence[];
  readonly stubCalls: StubCallEvidence[];
  readonly marks: Mark[];
  evidence(): RunEvidence;
}

export interface StageSetting {
  readonly plan: Plan;
  readonly run: RunPlan;
  readonly lessonDir: string;
  readonly world: World;
  readonly compileCacheDir?: string | undefined;
  readonly at: () => number;
  /** Aborted from outside: ctrl-c, or another run that could not be finished. */
  readonly signal: AbortSignal;
  readonly guardian: Guardian;
  /** Lets the next run begin: this one has only to wait. Once or more. */
  readonly yieldTurn: () => void;
  readonly onProgress: (event: ObserveEvent) => void;
}

export async function setStage(setting: StageSetting): Promise<Stage> {
  const { plan, run, at, world, signal } = setting;
  const startedAtMs = at();
  const changes = createChanges();
  const ending = new AbortController();
  const over = AbortSignal.any([ending.signal, signal]);
  const stubCalls: StubCallEvidence[] = [];
  const requests: RequestEvidence[] = [];
  const scrapes: ScrapeEvidence[] = [];
  const marks: Mark[] = [];
  const programs = new Map<string, Program>();
  let problem: Problem | undefined;

  const owned: AsyncDisposable[] = [];
  const own = <Part extends AsyncDisposable>(part: Part): Part => {
    owned.unshift(part);
    return part;
  };
  const leave = async (): Promise<void> => {
    // What they call and report to stays until the programs are gone.
    await Promise.all([...programs.values()].map((program) => program[Symbol.asyncDispose]()));
    await Promise.all(owned.map((part) => part[Symbol.asyncDispose]()));
  };

  // No connection is kept: each request stands alone, and a program that closes its server is not held up by us.
  const agent = new Agent({ keepAlive: false });
  const stubs = new Map<string, Stub>();
  let otlp: OtlpReceiver;
  let statsd: StatsdReceiver;
  try {
    otlp = own(await startOtlpReceiver(at, changes.notify));
    statsd = own(await startStatsdReceiver(at, changes.notify));
    for (const [name, stub] of Object.entries(plan.stubs ?? {})) {
      const stage = { clock: world.clock, entropy: world.entropy, at, calls: stubCalls, onCall: changes.notify };
      stubs.set(name, own(await startStub(name, stub.rules, stage)));
    }
  } catch (error) {
    await leave();
    throw error;
  }

  return {
    plan,
    run,
    lessonDir: setting.lessonDir,
    world,
    compileCacheDir: setting.compileCacheDir,
    at,
    changes,
    over,
    fail: (found) => {
      if (over.aborted) return;
      problem = found;
      ending.abort(found.code);
    },
    get problem() {
      return problem;
    },
    onProgress: setting.onProgress,
    otlp,
    statsd,
    stubs,
    guardian: setting.guardian,
    yieldTurn: setting.yieldTurn,
    agent,
    programs,
    hosts: new Map(),
    requests,
    scrapes,
    stubCalls,
    marks,
    evidence: () => ({
      name: run.name,
      startedAtMs,
      endedAtMs: at(),
      programs: [...programs.values()].map((program) => program.evidence()),
      requests,
      scrapes,
      stubCalls,
      otlp: otlp.received,
      datagrams: statsd.received,
      marks,
    }),
    [Symbol.asyncDispose]: leave,
  };
}
