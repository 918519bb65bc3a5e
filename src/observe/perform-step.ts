import type { RequestPlan, Step } from '../course/plan.ts';
import { nameCondition, watchCondition } from './conditions.ts';
import { lastProgram, scrape, sendPlanned } from './exchange.ts';
import { patiently } from './patiently.ts';
import type { Stage } from './stage.ts';
import { within } from './within.ts';

/** Does one step of the plan. @param begun what `begin` has sent and `settle` waits for */
export async function performStep(stage: Stage, step: Step, begun: Promise<void>[]): Promise<void> {
  switch (step.do) {
    case 'send':
      return patiently(stage, sendPlanned(stage, step.request));
    case 'send-together':
      return sendTogether(stage, step.requests, step.atOnce ?? step.requests.length);
    case 'begin':
      begun.push(sendPlanned(stage, step.request));
      return undefined;
    case 'settle':
      await patiently(stage, Promise.all(begun.splice(0)));
      return undefined;
    case 'scrape':
      return scrape(stage, step);
    case 'script':
      return stage.stubs.get(step.stub)?.script(step.rules);
    case 'signal':
      return signalProgram(stage, step);
    case 'until':
      return patiently(stage, waitUntil(stage, step));
    case 'pause':
      return patiently(stage, stage.world.clock.sleep(step.durationMs, stage.over));
  }
}

async function sendTogether(stage: Stage, requests: readonly RequestPlan[], atOnce: number): Promise<void> {
  const queue = requests.values();
  const sendFromQueue = async (): Promise<void> => {
    for (const request of queue) await sendPlanned(stage, request);
  };
  const lanes = Math.max(1, Math.min(atOnce, requests.length));
  await Promise.all(Array.from({ length: lanes }, sendFromQueue));
}

function signalProgram(stage: Stage, step: Extract<Step, { do: 'signal' }>): void {
  const name = step.program ?? lastProgram(stage);
  const isSent = stage.programs.get(name)?.signal(step.signal, `ended by the plan's ${step.signal}`) ?? false;
  stage.marks.push({
    atMs: stage.at(),
    text: isSent ? `${step.signal} to ${name}` : `${step.signal} to ${name}, which had ended before`,
    kind: 'signal',
  });
}

async function waitUntil(stage: Stage, step: Extract<Step, { do: 'until' }>): Promise<void> {
  const isObserved = watchCondition(stage, step.observed);
  const untilMs = stage.at() + step.withinMs;
  for (;;) {
    // What comes from here on is a reason to look again.
    const next = stage.changes.next();
    const isMet = isObserved();
    if (stage.over.aborted && !isMet) return;
    const leftMs = untilMs - stage.at();
    if (isMet || leftMs <= 0 || isNothingToCome(stage)) {
      const words = nameCondition(step.observed);
      stage.marks.push({
        atMs: stage.at(),
        text: isMet ? `saw ${words}` : `gave up waiting for ${words}`,
        kind: isMet ? 'met' : 'not-met',
      });
      return;
    }
    await within(stage.world.clock, leftMs, next, stage.over);
  }
}

function isNothingToCome(stage: Stage): boolean {
  return [...stage.programs.values()].every((program) => program.hasEnded) && !stage.otlp.isReceiving;
}
