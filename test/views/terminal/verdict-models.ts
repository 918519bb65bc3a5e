import type { Verdict } from '../../../src/course/verdict.ts';
import type { VerdictModel } from '../../../src/views/terminal/verdict.ts';

const line =
  '{"level":"info","time":"2026-11-23T00:05:23.033Z","msg":"cart loaded","route":"/cart","items":3,"service":"orders"}';

export const failed: VerdictModel = modelOf({
  lesson: 'request-logger',
  number: 7,
  verdict: 'fail',
  seed: 'k3f9',
  durationMs: 812,
  checks: [
    { id: 'answers', title: 'the service still answers as before', state: 'passed' },
    {
      id: 'same-id',
      title: "every line of a request carries that request's id",
      state: 'failed',
      finding: {
        code: 'request-id-missing',
        args: {},
        at: { signal: 'stdout', run: 'main', program: 'orders', line: 3, from: 70, to: 85 },
        saw: { label: 'line 3', text: line, mark: { from: 70, to: 85, note: 'no request_id beside this' } },
      },
    },
    { id: 'level', title: 'the level says what happened', state: 'failed', finding: { code: 'wrong-level', args: {} } },
    { id: 'stack', title: 'errors are logged with their stack', state: 'skipped' },
  ],
});

export const passed: VerdictModel = modelOf({
  ...failed.verdict,
  verdict: 'pass',
  checks: failed.verdict.checks.map(({ id, title }) => ({ id, title, state: 'passed' as const })),
});

export const couldNotCheck: VerdictModel = {
  ...modelOf({
    ...failed.verdict,
    verdict: 'could-not-check',
    checks: [],
    problem: { code: 'syntax-error', args: { file: 'src/orders.ts', line: 12 } },
  }),
  problemWords: {
    title: 'src/orders.ts cannot be read by Node',
    why: 'Node stopped at line 12 before your program could start: an expression was expected.',
    next: 'complete line 12 and save; the check begins again by itself.',
  },
  problemSaw: {
    label: 'src/orders.ts:12',
    text: '\tconst total = ;',
    mark: { from: 15, to: 16, note: 'expression expected' },
  },
};

function modelOf(verdict: Verdict): VerdictModel {
  return {
    verdict,
    lesson: { number: 7, title: 'One id for every request' },
    nextLesson: { number: 8, title: 'Levels that mean something' },
    lessonCount: 40,
    passedCount: 6,
    words: () => ({
      title: 'A line of a request has no request_id.',
      why: 'Without it this line cannot be tied to the request it belongs to, and at 02:14 you read them all.',
      next: 'create a child logger with { request_id } when the request starts.',
    }),
    hintAvailable: true,
    isWatching: false,
  };
}
