import { describeLesson, describeValue, expectExitCode, expectJsonLines, expectStdout, logSpot } from '#checks';
import { findings } from './findings.ts';
import lesson from './lesson.ts';

const message = 'on call';

describeLesson(lesson, findings, ({ check, fail }) => {
  check('one-line', (signals) => {
    const run = signals.run();
    expectStdout(run, 'welcome');
    expectJsonLines(run, run.logs);
    const second = run.logs[1];
    if (second) fail('several-lines', { count: run.logs.length }, logSpot(run, second, { note: 'one more' }));
  });

  check('message', (signals) => {
    const run = signals.run();
    const log = run.logs[0]!;
    const found = log.fields?.['msg'];
    if (found !== message) fail('wrong-message', { expected: message, found: describeValue(found) }, logSpot(run, log, { field: 'msg' }));
  }, ['one-line']);

  check('name', (signals) => {
    const run = signals.run();
    const log = run.logs[0]!;
    const expected = run.program('welcome').env['ON_CALL']!;
    const found = log.fields?.['name'];
    if (found === expected) return;
    const spot = found === undefined ? logSpot(run, log, { missing: 'name' }) : logSpot(run, log, { field: 'name', note: `not ${expected}` });
    fail('name-hard-coded', { expected, found: describeValue(found) }, spot);
  }, ['one-line']);

  check('exit-code', (signals) => {
    const run = signals.run();
    expectExitCode(run, 'welcome', 0);
  });
});
