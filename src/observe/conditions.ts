import type { Condition } from '../course/plan.ts';
import { isJsonObject, type JsonValue } from '../kernel/json.ts';
import type { OtlpEvidence } from '../telemetry/evidence.ts';
import type { Stage } from './stage.ts';

/** Asks again and again whether it was observed; each answer looks only at what is new. */
export function watchCondition(stage: Stage, condition: Condition): () => boolean {
  if ('stdoutContains' in condition) return watchText(stage, condition.stdoutContains, condition.program);
  if ('stdoutLines' in condition) {
    return () =>
      linesOf(stage, condition.program).reduce((sum, lines) => sum + lines.length, 0) >= condition.stdoutLines;
  }
  if ('stubCalls' in condition) return () => (stage.stubs.get(condition.stub)?.calls ?? 0) >= condition.stubCalls;
  if ('spans' in condition) return watchSpans(stage, condition.spans);
  if ('datagrams' in condition) return () => stage.statsd.received.length >= condition.datagrams;
  return () => stage.programs.get(condition.exited)?.hasEnded ?? false;
}

/** In words, for the marks of the evidence. */
export function nameCondition(condition: Condition): string {
  const of = 'program' in condition ? ` of ${condition.program}` : '';
  if ('stdoutContains' in condition) return `"${condition.stdoutContains}" on the stdout${of}`;
  if ('stdoutLines' in condition) return `${condition.stdoutLines} lines on the stdout${of}`;
  if ('stubCalls' in condition) return `${condition.stubCalls} calls of ${condition.stub}`;
  if ('spans' in condition) return `${condition.spans} spans`;
  if ('datagrams' in condition) return `${condition.datagrams} datagrams`;
  return `the end of ${condition.exited}`;
}

function linesOf(stage: Stage, program: string | undefined) {
  return [...stage.programs.values()]
    .filter((each) => program === undefined || each.name === program)
    .map((each) => each.stdout.lines);
}

function watchText(stage: Stage, text: string, program: string | undefined): () => boolean {
  let seen: number[] = [];
  return () => {
    const outputs = linesOf(stage, program);
    const isFound = outputs.some((lines, index) => {
      for (let line = seen[index] ?? 0; line < lines.length; line++) {
        if (lines[line]?.text.includes(text)) return true;
      }
      return false;
    });
    seen = outputs.map((lines) => lines.length);
    return isFound;
  };
}

function watchSpans(stage: Stage, wanted: number): () => boolean {
  let seen = 0;
  let spans = 0;
  return () => {
    for (; seen < stage.otlp.received.length; seen++) spans += countSpans(stage.otlp.received[seen]);
    return spans >= wanted;
  };
}

function countSpans(otlp: OtlpEvidence | undefined): number {
  return list(otlp?.body, 'resourceSpans')
    .flatMap((resource) => list(resource, 'scopeSpans'))
    .reduce((sum: number, scope) => sum + list(scope, 'spans').length, 0);
}

function list(value: JsonValue | undefined, key: string): readonly JsonValue[] {
  const items = isJsonObject(value) ? value[key] : undefined;
  return Array.isArray(items) ? items : [];
}
