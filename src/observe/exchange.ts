import type { RequestPlan, Step } from '../course/plan.ts';
import { watchCondition } from './conditions.ts';
import { fillTemplate } from './fill-template.ts';
import { crashSignMs, requestTimeoutMs } from './limits.ts';
import { sendRequest } from './send-request.ts';
import type { Stage } from './stage.ts';
import { within } from './within.ts';

/** Sends one request of the plan and keeps its evidence, from the moment it is sent. */
export async function sendPlanned(stage: Stage, plan: RequestPlan): Promise<void> {
  if (stage.over.aborted) return;
  const { name, method, timeoutMs = requestTimeoutMs } = plan;
  const program = plan.program ?? lastProgram(stage);
  const path = fillTemplate(plan.path, stage.requests);
  const hangUp = new AbortController();
  const sentAtMs = stage.at();
  const sent = sendRequest(stage.agent, stage.world.clock, {
    ...addressOf(stage, program),
    method,
    path,
    headers: plan.headers ?? {},
    ...(plan.body === undefined ? {} : { body: plan.body }),
    timeoutMs,
    hangUp: AbortSignal.any([hangUp.signal, stage.over]),
  });
  const frame = { name, program, method, path, headers: sent.headers, body: sent.body, sentAtMs };
  // Until it is answered it counts as one that the end of the run cut off.
  const index = stage.requests.push({ ...frame, endedAtMs: sentAtMs, outcome: { kind: 'aborted' } }) - 1;
  const answered = new AbortController();
  void hangUpWhenAsked(stage, plan.abort, hangUp, answered.signal);

  const outcome = await sent.outcome;
  answered.abort();
  stage.requests[index] = { ...frame, endedAtMs: stage.at(), outcome };
  stage.changes.notify();
  if (outcome.kind === 'failed') await lookForCrash(stage, program);
}

/** GET /metrics, kept under a name. */
export async function scrape(stage: Stage, step: Extract<Step, { do: 'scrape' }>): Promise<void> {
  const program = step.program ?? lastProgram(stage);
  const { outcome } = sendRequest(stage.agent, stage.world.clock, {
    ...addressOf(stage, program),
    method: 'GET',
    path: step.path ?? '/metrics',
    headers: { accept: step.accept === 'openmetrics' ? openMetrics : prometheusText },
    timeoutMs: requestTimeoutMs,
    hangUp: stage.over,
  });
  const answer = await outcome;
  const isAnswered = answer.kind === 'answered';
  stage.scrapes.push({
    name: step.name,
    program,
    atMs: stage.at(),
    status: isAnswered ? answer.status : 0,
    contentType: isAnswered ? (answer.headers['content-type'] ?? '') : '',
    body: isAnswered ? answer.body : '',
  });
  if (answer.kind === 'failed') await lookForCrash(stage, program);
}

/** The program started last is the one that customers call. */
export function lastProgram(stage: Stage): string {
  return [...stage.programs.keys()].at(-1) ?? '';
}

function addressOf(stage: Stage, program: string): { readonly host: string; readonly port: number } {
  // Port 1 of the loopback refuses: what was never opened cannot be reached.
  return stage.hosts.get(program) ?? { host: '127.0.0.1', port: 1 };
}

/** Hangs up after a time, or once a stub was called so often; not at all when the answer is there before. */
async function hangUpWhenAsked(
  stage: Stage,
  abort: RequestPlan['abort'],
  hangUp: AbortController,
  answered: AbortSignal,
): Promise<void> {
  if (abort === undefined) return;
  if ('afterMs' in abort) {
    await stage.world.clock.sleep(abort.afterMs, answered);
  } else {
    const { stub, calls } = abort.afterStubCalls;
    const isEnough = watchCondition(stage, { stubCalls: calls, stub });
    while (!answered.aborted && !isEnough()) await stage.changes.next();
  }
  hangUp.abort();
}

/** A torn connection may be the first sign of a crash: the exit is to be seen before anything else is sent. */
async function lookForCrash(stage: Stage, program: string): Promise<void> {
  const ended = stage.programs.get(program)?.ended;
  if (ended !== undefined) await within(stage.world.clock, crashSignMs, ended, stage.over);
}

const prometheusText = 'text/plain;version=0.0.4';
const openMetrics = 'application/openmetrics-text;version=1.0.0';
