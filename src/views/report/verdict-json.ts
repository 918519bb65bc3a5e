import type { JsonObject } from '../../kernel/json.ts';
import type { CheckResult } from '../../course/verdict.ts';
import type { ReportedAttempt } from './reported-attempt.ts';
import { sawText } from './saw-text.ts';

/** What `learn-obs verify --json` prints; the shape is documented for readers and only grows. */
export function verdictJson(attempt: ReportedAttempt): JsonObject {
  const { lesson, number, verdict, seed, durationMs, checks, problem } = attempt.verdict;
  return {
    lesson,
    number,
    verdict,
    seed,
    durationMs,
    checks: checks.map((check) => checkJson(check, attempt)),
    ...(problem === undefined ? {} : { problem: { code: problem.code, ...wordsJson(attempt.problemWords) } }),
  };
}

function checkJson({ id, title, state, finding }: CheckResult, { words }: ReportedAttempt): JsonObject {
  if (finding === undefined) return { id, title, state };
  const { code, at, saw } = finding;
  return {
    id,
    title,
    state,
    finding: {
      code,
      ...wordsJson(words(finding)),
      ...(at === undefined ? {} : { at: { ...at } }),
      ...(saw === undefined ? {} : { saw: sawText(saw) }),
    },
  };
}

function wordsJson(words: ReportedAttempt['problemWords']): JsonObject {
  return { title: words?.title ?? '', why: words?.why ?? '', next: words?.next ?? '' };
}
