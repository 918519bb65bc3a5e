import {
  carriesValue,
  describeLesson,
  expectAnswer,
  expectField,
  expectJsonLines,
  expectStdout,
  isText,
  logSpot,
  requestSpot,
  type RunSignals,
} from '#checks';
import { findings } from './findings.ts';
import lesson from './lesson.ts';

describeLesson(lesson, findings, ({ check, fail }) => {
  check('shop-works', (signals) => {
    const run = signals.run();
    expectAnswer(run, run.request('menu'), { status: 200 });
    for (const request of orders(run)) expectAnswer(run, request, { status: 201, fields: { id: isText } });
    expectAnswer(run, run.request('look-up'), { status: 200, fields: { sku: skuOf(run.request('order-1').body) } });
    expectAnswer(run, run.request('wrong-order'), { status: 400 });
    expectAnswer(run, run.request('sold-out'), { status: 409 });
  });

  // Before `json-lines`: a forged event is a line that parses, or one that does not.
  check('no-forgery', (signals) => {
    const run = signals.run();
    const [, forgery = ''] = skuOf(run.request('forged').body).split('\n');
    const line = run.logs.find((log) => log.text.trim().startsWith(forgery.slice(0, 40)));
    if (line) fail('forged-event', { line: line.line, message: line.message ?? '' }, logSpot(run, line, { note: 'never happened' }));
  });

  check('json-lines', (signals) => {
    const run = signals.run();
    expectStdout(run, 'orders');
    expectJsonLines(run, run.logs);
  });

  check(
    'standard-fields',
    (signals) => {
      const run = signals.run();
      for (const log of run.logs) {
        expectField(run, log, { names: ['time', 'timestamp', 'ts', '@timestamp'] });
        expectField(run, log, { names: ['level', 'severity', 'lvl'] });
        expectField(run, log, { names: ['msg', 'message', 'event'], kind: 'text' });
      }
    },
    ['json-lines'],
  );

  check(
    'order-event',
    (signals) => {
      const run = signals.run();
      for (const request of orders(run)) {
        const sku = skuOf(request.body);
        const telling = run.logs.filter((log) => log.fields && carriesValue(log.fields, sku));
        const [first, second] = telling;
        if (second) fail('order-logged-twice', { sku, lines: telling.map((log) => log.line).join(', ') }, logSpot(run, second, { note: 'again' }));
        if (first) continue;
        const inText = run.logs.find((log) => log.text.includes(sku));
        if (inText) fail('sku-only-in-text', { line: inText.line, sku }, logSpot(run, inText, { text: sku, note: 'inside a longer text' }));
        fail('order-not-logged', { request: request.name, sku }, requestSpot(run, request));
      }
    },
    ['json-lines', 'no-forgery'],
  );
});

function orders(run: RunSignals) {
  return run.requests.filter((request) => request.name.startsWith('order-'));
}

function skuOf(body: string): string {
  return (JSON.parse(body) as { sku: string }).sku;
}
