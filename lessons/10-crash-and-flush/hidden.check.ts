import {
  answerOf,
  carriesValue,
  counted,
  describeLesson,
  exitSpot,
  expectAnswer,
  expectExitCode,
  expectJsonLines,
  fieldOf,
  isText,
  logSpot,
  requestSpot,
  stderrSpot,
  type RunSignals,
} from '#checks';
import { findings } from './findings.ts';
import lesson, { courierError, shelfError, type ExpectedError } from './lesson.ts';

type Order = RunSignals['requests'][number];
type LogLine = RunSignals['logs'][number];

const noShelf = 'a shelf that does not exist';
const noCourier = 'a courier nobody knows';
const lunch = 'SIGTERM at lunch';
const stopping = 'an error while stopping';
const secondsToStop = 5;
const sigtermNumber = 15;

describeLesson(lesson, findings, ({ check, fail }) => {
  check('shop-works', (signals) => {
    const run = signals.run(noShelf);
    const first = run.requests.find(({ outcome }) => outcome.kind === 'failed');
    if (first) expectStillThere(run, first);
    expectAnswer(run, run.request('menu'), { status: 200 });
    expectAnswer(run, run.request('order-1'), { status: 201, fields: { id: isText } });
    const { sku, qty } = bodyOf(run.request('order-1'));
    expectAnswer(run, run.request('look-up'), { status: 200, fields: { sku, qty } });
    expectAnswer(run, run.request('wrong-order'), { status: 400 });
    expectAnswer(run, run.request('sold-out'), { status: 409 });
    for (const busy of signals.runs.filter(({ name }) => name === lunch)) {
      for (const request of busy.requests.filter(({ name }) => name.startsWith('order-'))) {
        expectAnswer(busy, request, { status: 201, fields: { id: isText } });
      }
    }
  });

  check(
    'small-failure',
    (signals) => {
      const run = signals.run(noCourier);
      const request = run.request('kitchen-hangs-up');
      if (request.outcome.kind !== 'answered' && run.request('order-after').outcome.kind === 'failed') {
        fail('failure-ends-all', { exit: exitOf(run) }, requestSpot(run, request));
      }
      if (request.outcome.kind === 'answered' && request.outcome.status !== 502)
        fail('failure-answered-otherwise', { status: request.outcome.status }, requestSpot(run, request));
      expectAnswer(run, request, { status: 502 });
      expectAnswer(run, run.request('order-after'), { status: 201, fields: { id: isText } });
      // What is written before the next order is sent cannot be about that one, which ends the program.
      const { sentAtMs } = run.request('unknown-courier');
      expectNoFatal(run, 'the program went on and took the next order', ({ atMs }) => atMs < sentAtMs);
    },
    ['shop-works'],
  );

  check(
    'uncaught',
    (signals) => {
      const run = signals.run(noShelf);
      const request = run.request('unknown-shelf');
      expectAnswer(run, request, { status: 201, fields: { id: isText } });
      expectLastWords(run, request, shelfError(bodyOf(request).sku));
    },
    ['shop-works'],
  );

  check(
    'rejection',
    (signals) => {
      const run = signals.run(noCourier);
      const request = run.request('unknown-courier');
      expectAnswer(run, request, { status: 201, fields: { id: isText } });
      expectLastWords(run, request, courierError(bodyOf(request).sku));
    },
    ['small-failure'],
  );

  check('json-lines', (signals) => {
    for (const run of signals.runs) expectJsonLines(run, run.logs);
  });

  check(
    'drain',
    (signals) => {
      const run = signals.run(lunch);
      const underWay = run.request('under-way');
      if (underWay.outcome.kind !== 'answered')
        fail('order-lost', { request: underWay.name }, requestSpot(run, underWay));
      expectAnswer(run, underWay, { status: 201, fields: { id: isText } });
      const tooLate = run.request('too-late');
      if (!isRefused(run, tooLate)) fail('took-new-work', { request: tooLate.name }, requestSpot(run, tooLate));
      if (wasKilled(run)) fail('never-ended', { seconds: secondsToStop }, exitSpot(run, run.program('orders')));
    },
    ['shop-works'],
  );

  check(
    'nothing-lost',
    (signals) => {
      for (const run of signals.runs) {
        // Another program may have answered the one that came too late.
        for (const order of run.requests.filter(({ name }) => name !== 'too-late')) expectLines(run, order);
      }
    },
    ['shop-works'],
  );

  check(
    'shutdown',
    (signals) => {
      const run = signals.run(lunch);
      const program = run.program('orders');
      const inText = run.logs.find((log) => log.text.includes('SIGTERM'));
      if (!run.logs.some(tellsOfSigterm)) {
        if (!inText) return fail('no-shutdown-line', { exit: exitOf(run) }, exitSpot(run, program));
        const spot = logSpot(run, inText, { text: 'SIGTERM', note: 'not a field' });
        fail('signal-only-in-text', { line: inText.line }, spot);
      }
      expectExitCode(run, 'orders', 0);
      expectNoFatal(run, 'the program was asked to stop', () => true);
    },
    ['shop-works', 'drain', 'nothing-lost'],
  );

  check(
    'crash-while-stopping',
    (signals) => {
      const run = signals.run(stopping);
      const request = run.request('unknown-shelf');
      const error = shelfError(bodyOf(request).sku);
      const telling = run.logs.find((log) => error.isIn(log.text));
      const inTime = run.evidence.marks.at(-1)?.kind === 'met';
      if (!inTime) {
        const spot = telling
          ? logSpot(run, telling, { text: error.word, note: 'and then it waited' })
          : exitSpot(run, run.program('orders'));
        fail('hung-while-stopping', { error: error.about, told: telling !== undefined, seconds: secondsToStop }, spot);
      }
      expectAnswer(run, request, { status: 201, fields: { id: isText } });
      if (!telling) fail('silent-while-stopping', { error: error.about, exit: exitOf(run) }, requestSpot(run, request));
      expectLastWords(run, request, error);
    },
    ['uncaught', 'shutdown'],
  );

  /** Nothing of the plan ends the program before this request: if it has ended, it was by a fault of its own. */
  function expectStillThere(run: RunSignals, request: Order): void {
    const program = run.program('orders');
    if (program.exit.reason !== 'ended by itself') return;
    const during =
      program.readyAtMs === undefined
        ? 'before it opened its port'
        : `while it handled ${request.method} ${request.path}`;
    const fatal = run.logs.find((log) => log.level === 'fatal');
    const said = program.stderr.lines.findIndex(({ text }) => /^(?:Uncaught )?\w*(?:Error|Exception)\b/.test(text));
    const spot = said < 0 ? exitSpot(run, program) : stderrSpot(run, program, said);
    fail(
      'ended-too-early',
      { during, exit: exitOf(run) },
      fatal ? logSpot(run, fatal, { field: 'message', note: 'an error of its own' }) : spot,
    );
  }

  /** `fatal` says that the program is gone. Whatever is fatal here is about something that it survived. */
  function expectNoFatal(run: RunSignals, instead: string, isAboutIt: (log: LogLine) => boolean): void {
    const fatal = run.logs.find((log) => log.level === 'fatal' && isAboutIt(log));
    if (!fatal) return;
    const spot = logSpot(run, fatal, { field: 'level', note: 'nothing had crashed' });
    fail('fatal-without-crash', { line: fatal.line, instead }, spot);
  }

  /** The error that this request brought was told in a fatal line with its stack, and ended the program. */
  function expectLastWords(run: RunSignals, request: Order, error: ExpectedError): void {
    const { about, word, place } = error;
    const telling = run.logs.filter((log) => log.fields && error.isIn(log.text));
    const fatal = telling.find((log) => log.level === 'fatal');
    const [first] = telling;
    const bareFatal = run.logs.find((log) => log.level === 'fatal');
    if (!first && bareFatal) {
      const other = fieldOf(bareFatal.fields ?? {}, ['err', 'error', 'exception'])?.name;
      const mark = other === undefined ? { missing: 'err' } : { field: other, note: 'another error' };
      fail(
        'fatal-without-error',
        { line: bareFatal.line, error: about, other: other !== undefined },
        logSpot(run, bareFatal, mark),
      );
    }
    if (isStillThere(run)) {
      if (!first) return fail('crash-swallowed', { error: about }, requestSpot(run, request));
      fail(
        'still-running',
        { line: first.line, error: about },
        logSpot(run, first, { text: word, note: 'and then it ran on' }),
      );
    }
    if (!first) return failSilent(run, error);
    if (!fatal)
      return fail(
        'crash-not-fatal',
        { line: first.line, level: first.level ?? 'of no known name' },
        logSpot(run, first, { field: 'level', note: 'not fatal' }),
      );
    if (!telling.some((log) => log.text.includes(place))) {
      const spot = logSpot(run, fatal, { text: word, note: 'and where from?' });
      fail('fatal-without-stack', { line: fatal.line, place }, spot);
    }
    const stop = run.evidence.marks.some((mark) => mark.kind === 'signal') ? undefined : run.logs.find(tellsOfSigterm);
    if (stop)
      fail('stop-never-asked', { line: stop.line }, logSpot(run, stop, { text: 'SIGTERM', note: 'never sent' }));
    expectExitCode(run, 'orders', 'not 0');
  }

  /** No JSON line tells of the error; plain text may. */
  function failSilent(run: RunSignals, { about, word, isIn }: ExpectedError): never {
    const program = run.program('orders');
    const plain = run.logs.find((log) => isIn(log.text));
    if (plain)
      return fail(
        'no-last-words',
        { error: about, instead: `line ${plain.line} of stdout has it as plain text` },
        logSpot(run, plain, { text: word }),
      );
    const { lines } = program.stderr;
    const said = lines.findIndex((line) => isIn(line.text));
    if (said < 0) return fail('no-last-words', { error: about, instead: '' }, exitSpot(run, program));
    const shape = /^\s*\{".*\}\s*$/.test(lines[said]?.text ?? '')
      ? 'JSON'
      : `${counted(lines.length, 'line')} of plain text`;
    return fail(
      'no-last-words',
      { error: about, instead: `stderr has it, as ${shape}` },
      stderrSpot(run, program, said),
    );
  }

  /** An order that was answered has a line per box, and one that says it was placed. */
  function expectLines(run: RunSignals, order: Order): void {
    const id = answerOf(order)?.['id'];
    if (order.method !== 'POST' || typeof id !== 'string') return;
    const { sku, qty } = bodyOf(order);
    const ofOrder = run.logs.flatMap(({ fields }) => (fields && carriesValue(fields, id) ? [fields] : []));
    const boxes = new Set(ofOrder.flatMap((fields) => fieldOf(fields, boxNames)?.value ?? []).map(String));
    const placed = ofOrder.some((fields) => carriesValue(fields, sku));
    const found = Math.min(boxes.size, qty) + (placed ? 1 : 0);
    if (found > qty) return;
    // A logger that loses lines at the end loses the last ones.
    const later = run.requests.slice(run.requests.indexOf(order) + 1).filter(({ method }) => method === 'POST');
    const laterIds = later.flatMap((request) => answerOf(request)?.['id'] ?? []).map(String);
    const isInTheMiddle = run.logs.some(({ fields = {} }) => laterIds.some((other) => carriesValue(fields, other)));
    const facts = { run: run.name, order: order.name, boxes: qty };
    if (isInTheMiddle) fail('lines-never-written', { ...facts, found: boxes.size, placed }, requestSpot(run, order));
    fail('lines-lost', { ...facts, lines: qty + 1, found }, requestSpot(run, order));
  }
});

const boxNames = ['box', 'box_no', 'boxNo', 'box_number', 'boxNumber'];

function bodyOf(request: Order): { sku: string; qty: number } {
  return JSON.parse(request.body) as { sku: string; qty: number };
}

/** By its name as a value of its own, or by its number in the field `signal`. */
function tellsOfSigterm({ fields = {} }: LogLine): boolean {
  return carriesValue(fields, 'SIGTERM') || fieldOf(fields, ['signal'])?.value === sigtermNumber;
}

/** A closed port, a torn connection, or the answer that a balancer understands: all of them send the customer elsewhere. */
function isRefused(run: RunSignals, { outcome, sentAtMs }: Order): boolean {
  if (outcome.kind !== 'answered') return outcome.kind === 'failed';
  // Once closed, the port is anybody's: who answers there without asking the kitchen of this run is another program.
  const isAnybodys = [200, 201, 404].includes(outcome.status);
  return outcome.status === 503 || (isAnybodys && !run.evidence.stubCalls.some(({ atMs }) => atMs >= sentAtMs));
}

/** It ended neither by its error nor by the plan's signal: learn-obs had to end it. */
function isStillThere(run: RunSignals): boolean {
  return wasKilled(run) || run.program('orders').exit.reason === 'stopped after the plan';
}

function wasKilled(run: RunSignals): boolean {
  return run.program('orders').exit.reason.startsWith('killed');
}

function exitOf(run: RunSignals): string {
  const { code, signal } = run.program('orders').exit;
  return code === null ? `by ${signal}` : `with exit code ${code}`;
}
