import type { Condition, Plan, RequestPlan, RunPlan, Step } from '../course/plan.ts';

/**
 * A plan may only name programs that its run starts, and stubs that it has.
 * @throws {Error} a misspelt name would otherwise look like a program that never did anything
 */
export function rejectUnknownNames(plan: Plan): void {
  for (const run of plan.runs) {
    const started = new Set(run.programs ?? Object.keys(plan.programs));
    const programs = [...started, ...run.steps.flatMap(programsOf)];
    for (const name of programs) {
      if (plan.programs[name] === undefined) throw unknown(run, 'program', name);
      if (!started.has(name)) throw new Error(`the run "${run.name}" does not start the program it names: ${name}`);
    }
    for (const name of run.steps.flatMap(stubsOf)) {
      if (plan.stubs?.[name] === undefined) throw unknown(run, 'stub', name);
    }
  }
}

function programsOf(step: Step): readonly string[] {
  if (step.do === 'until') return 'exited' in step.observed ? [step.observed.exited] : named(step.observed);
  return [...named(step), ...requestsOf(step).flatMap(named)];
}

function stubsOf(step: Step): readonly string[] {
  if (step.do === 'script') return [step.stub];
  if (step.do === 'until') return 'stub' in step.observed ? [step.observed.stub] : [];
  return requestsOf(step).flatMap(({ abort }) =>
    abort && 'afterStubCalls' in abort ? [abort.afterStubCalls.stub] : [],
  );
}

function requestsOf(step: Step): readonly RequestPlan[] {
  if (step.do === 'send-together') return step.requests;
  return step.do === 'send' || step.do === 'begin' ? [step.request] : [];
}

function named(part: Step | Condition | RequestPlan): readonly string[] {
  return 'program' in part && part.program !== undefined ? [part.program] : [];
}

function unknown(run: RunPlan, kind: 'program' | 'stub', name: string): Error {
  return new Error(`the run "${run.name}" names a ${kind} that the plan does not have: ${name}`);
}
