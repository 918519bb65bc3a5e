import { describeLesson, describeValue, expectExitCode, expectJsonLines, expectStdout, logSpot } from '#checks';
import { findings } from './findings.ts';
import lesson from './lesson.ts';

const message = 'on call';

describeLesson(lesson, findings, ({ check, fail }) => {
  check('one-line', (signals) => {
    const run = signals.run();
    expectStdout(run, 'welcome');
    expectJsonLines(run, run.logs);
    const [first, second] = run.logs;
    if (second) fail('several-lines', { count: run.logs.length }, logSpot(run, second, { note: 'one more' }));
    if (first?.unfinished) fail('no-line-break', { line: 1 }, logSpot(run, first, { missing: 'line break' }));
  });

  check(
    'message',
    (signals) => {
      const run = signals.run();
      const log = run.logs[0]!;
      const found = log.fields?.['msg'];
      if (found === message) return;
      const spot = found === undefined ? { missing: 'msg' } : { field: 'msg', note: `not "${message}"` };
      fail('wrong-message', { expected: message, found: describeValue(found) }, logSpot(run, log, spot));
    },
    ['one-line'],
  );

  check(
    'name',
    (signals) => {
      const run = signals.run();
      const log = run.logs[0]!;
      const expected = run.program('welcome').env['ON_CALL']!;
      const found = log.fields?.['name'];
      if (found === expected) return;
      const [elsewhere] = Object.entries(log.fields ?? {}).find(([, value]) => value === expected) ?? [];
      if (elsewhere !== undefined) {
        fail(
          'name-elsewhere',
          { expected, field: elsewhere },
          logSpot(run, log, { field: elsewhere, note: 'here it is' }),
        );
      }
      if (found === undefined) fail('name-missing', { expected }, logSpot(run, log, { missing: 'name' }));
      const spot = logSpot(run, log, { field: 'name', note: `not ${expected}` });
      fail('name-hard-coded', { expected, found: describeValue(found) }, spot);
    },
    ['one-line'],
  );

  check('exit-code', (signals) => {
    const run = signals.run();
    expectExitCode(run, 'welcome', 0);
  });
});
