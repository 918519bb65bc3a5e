import { describe, expect, test } from 'vitest';
import { answerOf, expectAnswer, isText, type AnswerWish } from '../../src/checks/expect-answers.ts';
import { expectExitCode } from '../../src/checks/expect-exit.ts';
import type { Finding } from '../../src/course/verdict.ts';
import type { ExitEvidence, RequestEvidence, RequestOutcome } from '../../src/telemetry/evidence.ts';
import { readRun } from '../../src/telemetry/run-signals.ts';
import { findingOf } from './finding-of.ts';
import { runOf } from './hand-made.ts';

const run = runOf([]);

function asked(outcome: RequestOutcome): RequestEvidence {
  const request = {
    name: 'order-1',
    program: 'orders',
    method: 'POST',
    path: '/orders',
    headers: {},
    body: '{"qty":2}',
  };
  return { ...request, sentAtMs: 1, endedAtMs: 2, outcome };
}

function answered(status: number, body: string): RequestEvidence {
  return asked({ kind: 'answered', status, headers: {}, body });
}

function saidOf(request: RequestEvidence, wish: AnswerWish): Finding | undefined {
  return findingOf(() => expectAnswer(run, request, wish));
}

describe('an answer', () => {
  test('is right with its status and its fields, whatever else it holds', () => {
    const request = answered(201, '{"id":"o-7","qty":2,"sides":["rice"],"more":null}');
    expect(saidOf(request, { status: 201 })).toBeUndefined();
    expect(
      saidOf(request, { status: 201, fields: { id: isText, qty: 2, sides: ['rice'], more: null } }),
    ).toBeUndefined();
    expect(answerOf(request)).toEqual({ id: 'o-7', qty: 2, sides: ['rice'], more: null });
  });

  test('of another status is named with both', () => {
    expect(saidOf(answered(500, 'oh'), { status: 201 })).toMatchObject({
      code: 'wrong-status',
      args: { method: 'POST', path: '/orders', expected: 201, status: 500 },
      at: { signal: 'request', run: 'a run', request: 'order-1' },
      saw: { label: 'order-1', text: 'POST /orders {"qty":2}\n→ 500 oh' },
    });
  });

  test.each([
    ['{"qty":"2"}', 'qty', 2, '2', '"2"'],
    ['{}', 'qty', 2, '2', 'nothing'],
    ['{"id":7}', 'id', isText, 'a text', '7'],
    ['{"id":""}', 'id', isText, 'a text', '""'],
    ['[1]', 'id', isText, 'a text', 'nothing'],
    ['not JSON', 'id', isText, 'a text', 'nothing'],
  ])('of %s is named with the field that is wrong', (body, field, wanted, expected, found) => {
    const said = saidOf(answered(200, body), { status: 200, fields: { [field]: wanted } });
    expect(said).toMatchObject({ code: 'wrong-answer', args: { field, expected } });
    expect(said?.args['found']).toBe(found);
  });

  test.each<[RequestOutcome, string, string]>([
    [{ kind: 'aborted' }, 'the client hung up', 'the client hung up'],
    [{ kind: 'timed-out' }, 'no answer in time', 'no answer in time'],
    [{ kind: 'failed', error: 'ECONNRESET' }, 'ECONNRESET', 'no answer: ECONNRESET'],
  ])('that never came is named with what happened: %j', (outcome, said, shown) => {
    const finding = saidOf(asked(outcome), { status: 200 });
    expect(finding).toMatchObject({ code: 'no-answer', args: { outcome: said } });
    expect(finding?.saw?.text).toContain(`→ ${shown}`);
    expect(answerOf(asked(outcome))).toBeUndefined();
  });
});

describe('an exit code', () => {
  function saidOfExit(exit: Partial<ExitEvidence>, wanted: number | 'not 0'): Finding | undefined {
    const [program] = run.evidence.programs;
    const ended = { ...program!, exit: { ...program!.exit, ...exit } };
    return findingOf(() => expectExitCode(readRun({ ...run.evidence, programs: [ended] }), 'orders', wanted));
  }

  test('is right when it is the one that is wanted', () => {
    expect(saidOfExit({ code: 0 }, 0)).toBeUndefined();
    expect(saidOfExit({ code: 1 }, 'not 0')).toBeUndefined();
    expect(saidOfExit({ code: null, signal: 'SIGABRT' }, 'not 0')).toBeUndefined();
  });

  test('that is another one, or a signal in its place, is named', () => {
    expect(saidOfExit({ code: 1 }, 0)).toMatchObject({
      code: 'wrong-exit-code',
      args: { program: 'orders', expected: 'exit code 0', found: 'with exit code 1' },
      at: { signal: 'exit', program: 'orders' },
      saw: { label: 'orders ended', text: 'with exit code 1 (stopped after the plan)' },
    });
    expect(saidOfExit({ code: null, signal: 'SIGKILL' }, 0)?.args['found']).toBe('by SIGKILL');
    expect(saidOfExit({ code: 0 }, 'not 0')?.args['expected']).toBe('an exit code that is not 0');
  });
});
