import type { JsonValue } from '../kernel/json.ts';
import type { RequestEvidence } from '../telemetry/evidence.ts';
import type { RunSignals } from '../telemetry/signals.ts';
import { fail } from './explain.ts';
import { requestSpot } from './spot.ts';
import { describeValue } from './values.ts';

export interface AnswerWish {
  readonly status: number;
  /** Fields of the JSON answer with their values; `isText` accepts any text. */
  readonly fields?: Readonly<Record<string, JsonValue | typeof isText>>;
}

/** The business behaviour is what it was. @throws FindingFailure no-answer, wrong-status, wrong-answer */
export function expectAnswer(run: RunSignals, request: RequestEvidence, wish: AnswerWish): void {
  const { method, path, outcome } = request;
  if (outcome.kind !== 'answered') {
    const words = {
      aborted: 'the client hung up',
      'timed-out': 'no answer in time',
      failed: outcome.kind === 'failed' ? outcome.error : '',
    };
    return fail('no-answer', { method, path, outcome: words[outcome.kind] }, requestSpot(run, request));
  }
  if (outcome.status !== wish.status) {
    fail('wrong-status', { method, path, expected: wish.status, status: outcome.status }, requestSpot(run, request));
  }
  const answer = jsonOf(outcome.body);
  for (const [field, wanted] of Object.entries(wish.fields ?? {})) {
    const found = answer?.[field];
    const fits = typeof wanted === 'function' ? wanted(found) : JSON.stringify(found) === JSON.stringify(wanted);
    if (fits) continue;
    const expected = typeof wanted === 'function' ? 'a text' : describeValue(wanted);
    fail('wrong-answer', { method, path, field, expected, found: describeValue(found) }, requestSpot(run, request));
  }
}

/** For wishes about a field of an answer. */
export function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** The JSON object that was answered; undefined for anything else. */
export function answerOf(request: RequestEvidence): Readonly<Record<string, JsonValue>> | undefined {
  return request.outcome.kind === 'answered' ? jsonOf(request.outcome.body) : undefined;
}

function jsonOf(body: string): Readonly<Record<string, JsonValue>> | undefined {
  try {
    const value = JSON.parse(body) as JsonValue;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, JsonValue>)
      : undefined;
  } catch {
    return undefined;
  }
}
