import { setImmediate } from 'node:timers/promises';
import { problem } from '../course/problem.ts';
import { isWaiting } from './is-waiting.ts';
import {
  drainMs,
  quietMs,
  quietWithinMs,
  readyWithinMs,
  stopWithinMs,
  waitingPollMs,
  waitingWithinMs,
} from './limits.ts';
import { patiently } from './patiently.ts';
import type { Program } from './program.ts';
import type { Stage } from './stage.ts';
import { within } from './within.ts';

/** Ends the run's programs, the last started first, and reads what was still on its way. */
export async function stopPrograms(stage: Stage): Promise<void> {
  const programs = [...stage.programs.values()];
  for (const program of programs) await awaitOneShot(stage, program);
  if (programs.some((program) => !program.hasEnded && program.signalledAtMs === undefined)) await awaitQuiet(stage);
  for (const program of programs.toReversed()) await patiently(stage, stopGracefully(stage, program));
  const reason = stage.problem === undefined ? 'interrupted' : 'killed: the attempt could not go on';
  await Promise.all(programs.map((program) => program.kill(reason)));
  await drain(stage);
}

async function awaitOneShot(stage: Stage, program: Program): Promise<void> {
  const listens = stage.plan.programs[program.name]?.listens !== false;
  if (listens || program.hasEnded || program.signalledAtMs !== undefined || stage.over.aborted) return;
  const patienceMs = stage.run.readyWithinMs ?? readyWithinMs;
  const leftMs = program.startedAtMs + patienceMs - stage.at();
  await within(stage.world.clock, leftMs, program.ended, stage.over);
  if (program.hasEnded || stage.over.aborted) return;
  stage.fail(problem('never-ended', { program: program.name, waitedMs: patienceMs }));
  await program.kill(`killed: did not end within ${patienceMs / 1000} s`);
}

/** Lines of an asynchronous logger come a little after the answer they belong to, and a SIGTERM would lose them. */
async function awaitQuiet(stage: Stage): Promise<void> {
  const untilMs = stage.at() + quietWithinMs;
  while (!stage.over.aborted) {
    const leftMs = Math.min(lastSignOfLife(stage) + quietMs, untilMs) - stage.at();
    if (leftMs <= 0) break;
    await stage.world.clock.sleep(leftMs, stage.over);
  }
  await awaitWaiting(stage);
}

/** On a busy machine a program may be silent because it has not had its turn. */
async function awaitWaiting(stage: Stage): Promise<void> {
  const untilMs = stage.at() + waitingWithinMs;
  let looks = 0;
  while (looks < enoughLooks && stage.at() < untilMs && !stage.over.aborted) {
    const running = [...stage.programs.values()].filter((program) => !program.hasEnded);
    const answers = await Promise.all(running.map((program) => isWaiting(program.pid)));
    looks = answers.includes(false) ? 0 : looks + 1;
    if (looks < enoughLooks) await stage.world.clock.sleep(waitingPollMs, stage.over);
  }
}

/** A look takes its time: meanwhile one thread may have handed its work to another that was seen before. */
const enoughLooks = 2;

function lastSignOfLife(stage: Stage): number {
  return Math.max(
    0,
    ...[...stage.programs.values()].map((program) => program.lastOutputAtMs),
    ...stage.requests.map((request) => request.endedAtMs),
    ...stage.otlp.received.slice(-1).map((body) => body.atMs),
    ...stage.statsd.received.slice(-1).map((datagram) => datagram.atMs),
  );
}

async function stopGracefully(stage: Stage, program: Program): Promise<void> {
  if (program.hasEnded || stage.over.aborted) return;
  // Windows cannot ask a program to end.
  if (stage.world.platform === 'win32') return program.kill('stopped after the plan');
  if (program.signalledAtMs === undefined) program.signal('SIGTERM', 'stopped after the plan');
  const patienceMs = stage.run.stopWithinMs ?? stopWithinMs;
  const leftMs = (program.signalledAtMs ?? stage.at()) + patienceMs - stage.at();
  await within(stage.world.clock, leftMs, program.ended, stage.over);
  if (program.hasEnded || stage.over.aborted) return;
  if (stage.run.mayEnd !== true) {
    stage.fail(problem('ignored-sigterm', { program: program.name, waitedMs: patienceMs }));
  }
  await program.kill(`killed: ignored SIGTERM for ${patienceMs / 1000} s`);
}

/** What the programs sent last lies in socket buffers: reads on until some turns of the event loop brought nothing. */
async function drain(stage: Stage): Promise<void> {
  const untilMs = stage.at() + drainMs;
  let seen = -1;
  let quietTurns = 0;
  while (quietTurns < enoughQuietTurns && stage.at() < untilMs) {
    await setImmediate();
    const now = stage.otlp.received.length + stage.statsd.received.length + stage.stubCalls.length;
    quietTurns = now === seen && !stage.otlp.isReceiving ? quietTurns + 1 : 0;
    seen = now;
  }
}

/** One to accept a connection, one to read it, one to be sure. */
const enoughQuietTurns = 3;
