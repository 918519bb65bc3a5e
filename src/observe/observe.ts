import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan, RunPlan } from '../course/plan.ts';
import { problem } from '../course/problem.ts';
import type { World } from '../kernel/world.ts';
import type { Evidence, Problem } from '../telemetry/evidence.ts';
import { deepFreeze } from './deep-freeze.ts';
import { followPlan } from './follow-plan.ts';
import { runsAtOnce } from './limits.ts';
import { openGuardian, type Guardian } from './guardian.ts';
import { rejectUnknownNames } from './reject-unknown-names.ts';
import { programSlots, type ProgramSlots } from './program-slots.ts';
import type { ObserveEvent } from './observe-event.ts';
import type { Standby } from './standby.ts';

export type { ObserveEvent };

export interface ObserveRequest {
  /** The lesson's slug. */
  readonly lesson: string;
  /** What the plan was made from. */
  readonly seed: string;
  readonly plan: Plan;
  /** Absolute path of the learner's folder for this lesson: the programs run in it. */
  readonly lessonDir: string;
  readonly world: World;
  /** Ends the attempt at once; the reason is kept. */
  readonly signal: AbortSignal;
  /** Shared by all who observe in this process; two runs at once when left out. */
  readonly programs?: ProgramSlots;
  /** Where Node may keep compiled code between attempts: halves the start of a program. */
  readonly compileCacheDir?: string;
  /** Made for the same folder of compiled code. Without it the attempt starts a guardian of its own. */
  readonly standby?: Standby;
  readonly onProgress?: (event: ObserveEvent) => void;
}

/**
 * Starts the learner's programs, does to them what the plan says, and keeps what they emit.
 *
 * Whatever the programs do, it resolves, and `problem` says why the evidence is not complete. No process, port or timer of
 * the attempt is left then.
 * @throws {Error} only when the plan contradicts itself or the machine cannot start Node: never the learner's fault
 */
export async function observe(request: ObserveRequest): Promise<Evidence> {
  if (request.standby) return observeGuarded(request, request.standby.guardian);
  await using guardian = openGuardian(request.world);
  return await observeGuarded(request, guardian);
}

async function observeGuarded(request: ObserveRequest, guardian: Guardian): Promise<Evidence> {
  const { plan, lesson, seed, lessonDir, world, signal, compileCacheDir, standby, onProgress = () => {} } = request;
  rejectUnknownNames(plan);
  const slots = request.programs ?? programSlots(runsAtOnce);
  const startedAt = world.clock.now();
  const zeroMs = world.clock.elapsedMs();
  const at = (): number => Math.round((world.clock.elapsedMs() - zeroMs) * 1000) / 1000;
  const givenUp = new AbortController();
  const over = AbortSignal.any([signal, givenUp.signal]);

  void standby?.compiler.compile(Object.values(plan.programs).map(({ entry }) => join(lessonDir, entry)));
  const runsHere = world.platform === 'win32' ? plan.runs.filter((run) => !sendsSignal(run)) : plan.runs;
  const results = await Promise.allSettled(
    runsHere.map(async (run) => {
      using slot = await slots.take(over);
      if (slot === undefined) return undefined;
      onProgress({ kind: 'run-started', run: run.name });
      try {
        const result = await followPlan({
          plan,
          run,
          lessonDir,
          world,
          compileCacheDir,
          at,
          signal: over,
          guardian,
          yieldTurn: () => slot[Symbol.dispose](),
          onProgress,
        });
        // The others would meet the same, one after another, while the learner waits.
        if (result.problem !== undefined) givenUp.abort('another run could not be finished');
        return result;
      } catch (error) {
        givenUp.abort(error);
        throw error;
      } finally {
        onProgress({ kind: 'run-ended', run: run.name });
      }
    }),
  );

  const runs = results.flatMap((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value ?? [];
  });
  const found = findProblem(runs, lessonDir, signal);
  return deepFreeze({
    format: 1,
    lesson,
    seed,
    startedAt,
    durationMs: at(),
    runs: runs.map((run) => run.evidence),
    ...(runsHere.length === plan.runs.length ? {} : { withoutSignals: true }),
    ...(found === undefined ? {} : { problem: found }),
  });
}

function sendsSignal({ steps }: RunPlan): boolean {
  return steps.some((step) => step.do === 'signal');
}

/** The first in the order of the plan; a folder that is gone or an interruption explains all others. */
function findProblem(
  runs: readonly { readonly problem?: Problem }[],
  lessonDir: string,
  signal: AbortSignal,
): Problem | undefined {
  if (signal.aborted) return problem('interrupted', { reason: wordsOf(signal.reason) });
  if (!existsSync(lessonDir)) return problem('folder-gone', { folder: lessonDir });
  return runs.find((run) => run.problem !== undefined)?.problem;
}

function wordsOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
