import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgramPlan } from '../course/plan.ts';
import { problem } from '../course/problem.ts';
import { findTakenPort } from './explain-death.ts';
import { explainEnding } from './explain-ending.ts';
import { findFreePort } from './free-port.ts';
import { outputLimitBytes, readyWithinMs } from './limits.ts';
import { inheritedEnv, taughtEnv } from './program-env.ts';
import { Program } from './program.ts';
import type { Stage } from './stage.ts';
import { waitForPort } from './wait-for-port.ts';

/** Starts the run's programs one after another: each is ready before the next, which may call it, begins. */
export async function startPrograms(stage: Stage): Promise<void> {
  const names = stage.run.programs ?? Object.keys(stage.plan.programs);
  const listening = names.filter((name) => planOf(stage, name).listens !== false);
  const chosen = await Promise.all(
    listening.map(async (name) => [name, await findFreePort(stage.world.entropy)] as const),
  );
  const ports = new Map(chosen);
  for (const name of names) {
    if (stage.over.aborted) return;
    if (ports.has(name)) await startService(stage, name, ports);
    else await startOneShot(stage, name, ports);
  }
}

async function startOneShot(stage: Stage, name: string, ports: ReadonlyMap<string, number>): Promise<void> {
  const program = await started(stage, name, ports);
  if (program !== undefined) void failWhenItEnds(stage, program);
}

async function startService(stage: Stage, name: string, ports: Map<string, number>): Promise<void> {
  for (const isLastTry of [false, true]) {
    const program = await started(stage, name, ports);
    const port = ports.get(name);
    if (program === undefined || port === undefined) return;
    const facts = { run: stage.run.name, program: name };
    const outcome = await stage.world.instruments.span('ready', facts, () => awaitReady(stage, program, port));
    if (outcome !== 'port-was-taken') return;
    if (isLastTry) {
      stage.fail(problem('port-taken', { program: name, port }));
      return;
    }
    // Someone else was faster than the program: another port, once.
    ports.set(name, await findFreePort(stage.world.entropy));
  }
}

async function awaitReady(stage: Stage, program: Program, port: number): Promise<'settled' | 'port-was-taken'> {
  const { name, pid } = program;
  const { clock } = stage.world;
  const patienceMs = stage.run.readyWithinMs ?? readyWithinMs;
  const gone = new AbortController();
  void program.ended.then(() => gone.abort());
  const wait = await waitForPort(pid, port, patienceMs, clock, AbortSignal.any([gone.signal, stage.over]));

  if (wait.kind === 'open') {
    program.readyAtMs = stage.at();
    stage.hosts.set(name, { host: wait.host, port });
    stage.onProgress({ kind: 'ready', run: stage.run.name, program: name });
    void failWhenItEnds(stage, program);
  } else if (wait.kind === 'never') {
    const waitedMs = Math.round(wait.waitedMs);
    const instead = wait.openedInstead === undefined ? {} : { openedInstead: wait.openedInstead };
    stage.fail(problem('never-listened', { program: name, port, waitedMs, ...instead }));
    await program.kill(`killed: did not open its port within ${seconds(waitedMs)}`);
  } else if (!stage.over.aborted) {
    if (findTakenPort(program.stderrTail) === port) return 'port-was-taken';
    const found = explainEnding(stage, program);
    if (found !== undefined) stage.fail(found);
  }
  return 'settled';
}

/** From now on its end by itself ends the run, unless the plan expects it. */
async function failWhenItEnds(stage: Stage, program: Program): Promise<void> {
  await program.ended;
  if (stage.over.aborted || program.isBeingEnded) return;
  const found = explainEnding(stage, program);
  if (found !== undefined) stage.fail(found);
}

async function started(stage: Stage, name: string, ports: ReadonlyMap<string, number>): Promise<Program | undefined> {
  const facts = { run: stage.run.name, program: name };
  return stage.world.instruments.span('start', facts, async () => launch(stage, name, ports));
}

function launch(stage: Stage, name: string, ports: ReadonlyMap<string, number>): Program | undefined {
  const { lessonDir, run, world } = stage;
  const plan = planOf(stage, name);
  if (!existsSync(join(lessonDir, plan.entry))) {
    stage.fail(
      existsSync(lessonDir)
        ? problem('missing-entry', { entry: plan.entry })
        : problem('folder-gone', { folder: lessonDir }),
    );
    return undefined;
  }
  const port = ports.get(name);
  const peers = new Map(
    [...stage.stubs].map(([stub, { port: stubPort }]) => [stub, stubPort] as const).concat([...ports]),
  );
  const told = taughtEnv(name, { otlp: stage.otlp.port, statsd: stage.statsd.port, peers });
  const program = new Program({
    name,
    entry: plan.entry,
    nodeOptions: plan.nodeOptions ?? [],
    folder: lessonDir,
    nodePath: world.nodePath,
    platform: world.platform,
    inherited: { ...inheritedEnv(world.env, stage.compileCacheDir), ...stage.guardian.env },
    env: { ...told, ...plan.env, ...run.env },
    ...(port === undefined ? {} : { port }),
    clock: world.clock,
    at: stage.at,
    guardian: stage.guardian,
    onChange: stage.changes.notify,
    onFlood: (stream) => {
      stage.fail(problem('output-too-large', { program: name, stream, limitBytes: outputLimitBytes }));
      void program.kill(`killed: wrote too much on ${stream}`);
    },
  });
  stage.programs.set(name, program);
  return program;
}

function planOf(stage: Stage, name: string): ProgramPlan {
  const plan = stage.plan.programs[name];
  if (plan === undefined)
    throw new Error(`the run "${stage.run.name}" names a program that the plan does not have: ${name}`);
  return plan;
}

function seconds(durationMs: number): string {
  return `${Math.round(durationMs / 100) / 10} s`;
}
