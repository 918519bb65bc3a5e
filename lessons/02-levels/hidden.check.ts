import {
  describeLesson,
  describeValue,
  expectField,
  expectJsonLines,
  expectStdout,
  logSpot,
  requestSpot,
  stderrSpot,
  type RunSignals,
  type Signals,
} from '#checks';
import { findings } from './findings.ts';
import lesson from './lesson.ts';
import {
  answersAreRight,
  isSent,
  settingOf,
  unknownRun,
  namelessLines,
  isStep,
  levelField,
  askedBefore,
  askedFor,
  lineBelow,
  levelSpot,
  ofRun,
  skuOf,
  spelling,
  isAtLeast,
  toldAsPlaced,
  sameWarning,
  refusedWithoutSku,
  loudestLine,
  type Log,
  type Told,
  type Level,
  levelNames,
  notSet,
  debug,
  error,
  empty,
  events,
} from './readings.ts';

/** Requests for boxes that the shop did not sell. */
const notPlaced = ['wrong-order', 'sold-out', 'kitchen-down'] as const;

describeLesson(lesson, findings, ({ check, fail }) => {
  check('shop-works', (signals) => {
    for (const name of [notSet, debug, error]) answersAreRight(signals.run(name));
  });

  check('labels', (signals) => {
    expectStdout(signals.run(), 'orders');
    for (const run of signals.runs) {
      expectJsonLines(run, run.logs);
      let first: { log: Log; value: unknown } | undefined;
      for (const log of run.logs) {
        const value = expectField(run, log, { names: levelNames });
        const spot = levelSpot(run, log, 'this level');
        if (log.level === undefined) fail('level-unreadable', { line: log.line, found: describeValue(value) }, spot);
        first ??= { log, value };
        if (spelling(value) === spelling(first.value)) continue;
        const other = describeValue(first.value);
        fail('level-mixed', { line: log.line, found: describeValue(value), other, otherLine: first.log.line }, spot);
      }
    }
  });

  check(
    'customers',
    (signals) => {
      for (const request of ['order-1', 'order-2']) {
        const { run, log, level } = loudest(signals, request);
        if (level === 'info') continue;
        if (!isAtLeast(level, 'info')) hasItsSku(run, request, 'info');
        const sku = skuOf(signals.run(), request);
        const told = run.logs.findLast(
          (each) => each.level === level && each.text.includes(sku) && !isStep(run, each, request, notPlaced),
        );
        const asNumber = typeof levelField(log)?.value === 'number';
        if (told) {
          fail('order-not-info', { line: told.line, level, asNumber }, levelSpot(run, told, 'not info'));
        }
        if (!isAtLeast(level, 'info')) unlogged(signals.run(), request);
        const args = { line: log.line, level, message: log.message ?? '', sku, asNumber };
        fail('step-too-loud', args, levelSpot(run, log, 'a step'));
      }
      for (const request of ['wrong-order', 'sold-out']) {
        const { run, log, level } = loudest(signals, request);
        const args = { line: log.line, level, event: events[request] ?? '' };
        if (isAtLeast(level, 'error')) fail('mistake-as-error', args, levelSpot(run, log, 'who acts on it?'));
      }
      const { run, log, level } = loudest(signals, 'sold-out');
      if (!isAtLeast(level, 'info')) {
        hasItsSku(run, 'sold-out', 'info');
        if (isStep(run, log, 'sold-out', ['order-1'])) unlogged(signals.run(), 'sold-out');
        fail('sold-out-unseen', { line: log.line, level }, levelSpot(run, log, 'too quiet'));
      }
      refusedHasItsSku(signals.run(notSet));
      pagerIsSilent(signals.run(notSet));
      toldWhenPlaced(signals.run(notSet));
    },
    ['labels'],
  );

  check(
    'kitchen-down',
    (signals) => {
      const { run, log, level } = loudest(signals, 'kitchen-down');
      if (level === 'fatal') fail('fatal-but-alive', { line: log.line }, levelSpot(run, log, 'it goes on'));
      if (level === 'error') return;
      notOnStderr(run, 'kitchen-down');
      if (!isAtLeast(level, 'info')) {
        hasItsSku(run, 'kitchen-down', 'warn');
        if (isStep(run, log, 'kitchen-down', ['order-1'])) unlogged(signals.run(), 'kitchen-down');
      }
      fail('failure-too-quiet', { line: log.line, level }, levelSpot(run, log, 'too quiet'));
    },
    ['labels'],
  );

  check(
    'default',
    (signals) => {
      const run = signals.run(notSet);
      thresholdHolds(signals, run, 'info', notSet);
      for (const request of ['order-1', 'order-2']) {
        const sku = skuOf(run, request);
        const lines = run.logs.filter((log) => log.text.includes(sku));
        const [first] = lines;
        if (!first || lines.length === 1) continue;
        const args = { sku, count: lines.length, lines: lines.map((log) => log.line).join(', ') };
        fail('too-chatty', args, logSpot(run, first, { text: sku, note: `the first of ${lines.length}` }));
      }
    },
    ['labels', 'customers', 'kitchen-down'],
  );

  check(
    'debug',
    (signals) => {
      const run = signals.run(debug);
      thresholdHolds(signals, run, 'debug', debug);
      const sku = skuOf(run, 'order-1');
      if (!run.logs.some((log) => log.level === 'debug' && log.text.includes(sku))) fail('no-debug-lines', { sku });
    },
    ['labels', 'customers', 'kitchen-down'],
  );

  check(
    'quieter',
    (signals) => {
      thresholdHolds(signals, signals.run(error), 'error', error);
    },
    ['labels', 'customers', 'kitchen-down'],
  );

  check(
    'nonsense',
    (signals) => {
      const run = unknownRun(signals);
      const value = settingOf(run);
      for (const each of [run, signals.run(empty)]) {
        staysUp(each, each.name);
        answersAreRight(each);
        fallbackIsInfo(signals, each, each.name);
      }
      const told = run.logs.filter((log) => log.text.toLowerCase().includes(value));
      const warnings = told.filter((log) => log.level === 'warn');
      const [said] = told;
      if (!said) return fail('fallback-untold', { value });
      if (warnings.length === 0) {
        const args = { value, line: said.line, level: said.level ?? '' };
        fail('fallback-wrong-level', args, levelSpot(run, said, 'not warn'));
      }
      const again = warnings[1];
      if (again) fail('fallback-too-often', { value, count: warnings.length }, levelSpot(run, again, 'once more'));
      noFalseAlarm(warnings[0], value, signals.run(debug));
    },
    ['labels', 'customers', 'kitchen-down'],
  );

  /** A line of this level that was written for the request, and the sku is in none of that level: the sku is what is missing. */
  function hasItsSku(run: RunSignals, request: string, level: Level): void {
    const nameless = namelessLines(run, request).find((log) => log.level && isAtLeast(log.level, level));
    if (nameless) skuMissing(run, request, nameless);
  }

  function skuMissing(run: RunSignals, request: string, log: Log): never {
    const args = { setting: run.name, line: log.line, message: log.message ?? '', sku: skuOf(run, request) };
    const { saw, ...at } = logSpot(run, log, { missing: 'sku' });
    return fail(
      'sku-missing',
      { ...args, event: events[request] ?? '' },
      saw ? { ...at, saw: ofRun(run, log, saw) } : at,
    );
  }

  /**
   * The line about a refused order keeps its sku. A shop that writes a line without a sku for each request is let be: that
   * line is about the request.
   */
  function refusedHasItsSku(run: RunSignals): void {
    const nameless = refusedWithoutSku(run);
    if (nameless) skuMissing(run, 'wrong-order', nameless);
  }

  /** Requests are sent one after another, and until the kitchen is gone nobody has to act on any of them. */
  function pagerIsSilent(run: RunSignals): void {
    const until = run.request('sold-out').endedAtMs;
    const loud = run.logs.find((log) => log.level && isAtLeast(log.level, 'error') && log.atMs <= until);
    if (!loud) return;
    const asked = askedBefore(run, loud);
    const before = asked === undefined ? 'before anything was asked of the shop' : `just after ${askedFor(asked)}`;
    const args = { line: loud.line, level: loud.level ?? '', message: loud.message ?? '', before };
    fail('pager-rings', args, levelSpot(run, loud, 'who acts on it?'));
  }

  /** What is said of both placed orders is not said of the one that was sold out too. */
  function toldWhenPlaced(run: RunSignals): void {
    const same = toldAsPlaced(run);
    if (!same) return;
    const args = { line: same.line, message: same.message ?? '', sku: skuOf(run, 'sold-out') };
    fail('told-too-early', args, logSpot(run, same, { text: args.sku, note: 'the kitchen had none left' }));
  }

  /** The warning of a word that is no level does not come when the word is one. */
  function noFalseAlarm(warning: Log | undefined, value: string, run: RunSignals): void {
    const alarm = sameWarning(warning, value, run);
    if (!alarm) return;
    const args = { line: alarm.line, setting: run.name, message: alarm.message ?? '' };
    fail('fallback-false-alarm', args, levelSpot(run, alarm, 'this is a level'));
  }

  function loudest(signals: Signals, request: string): Told {
    return loudestLine(signals, request) ?? unlogged(signals.run(), request);
  }

  function unlogged(run: RunSignals, request: string): never {
    notOnStderr(run, request);
    const event = events[request] ?? '';
    return fail('event-unlogged', { event, sku: skuOf(run, request) }, requestSpot(run, run.request(request)));
  }

  function notOnStderr(run: RunSignals, request: string): void {
    const program = run.program('orders');
    const line = program.stderr.lines.findIndex(({ text }) => text.includes(skuOf(run, request)));
    if (line >= 0)
      fail('told-on-stderr', { event: events[request] ?? '' }, stderrSpot(run, program, line, 'on stderr'));
  }

  /** Nothing below the threshold is written, and the lines about the requests that reach it are. */
  function thresholdHolds(signals: Signals, run: RunSignals, threshold: Level, setting: string): void {
    const below = lineBelow(run, threshold);
    if (below) {
      const args = { setting, line: below.log.line, level: below.level, threshold };
      fail('below-threshold', args, levelSpot(run, below.log, `below ${threshold}`));
    }
    const hidden = hiddenEvent(signals, run, threshold);
    if (hidden) fail('line-hidden', { setting, event: hidden.event, level: hidden.level }, hidden.spot);
  }

  function fallbackIsInfo(signals: Signals, run: RunSignals, setting: string): void {
    const below = lineBelow(run, 'info');
    if (below) {
      const what = `line ${below.log.line} is ${below.level}`;
      fail('fallback-not-info', { setting, what }, levelSpot(run, below.log, 'below info'));
    }
    const hidden = hiddenEvent(signals, run, 'info');
    if (hidden) {
      fail(
        'fallback-not-info',
        { setting, what: `the ${hidden.level} line about ${hidden.event} is missing` },
        hidden.spot,
      );
    }
  }

  /** What should be written at this threshold and is not, quoted as another run has it. */
  function hiddenEvent(signals: Signals, run: RunSignals, threshold: Level) {
    for (const [request, event] of Object.entries(events)) {
      if (!isSent(run, request)) continue;
      const { level, log, run: other } = loudest(signals, request);
      const isWritten = run.logs.some((each) => each.level === level && each.text.includes(skuOf(run, request)));
      if (isAtLeast(level, threshold) && !isWritten) return { event, level, spot: levelSpot(other, log, 'here it is') };
    }
    return undefined;
  }

  function staysUp(run: RunSignals, setting: string): void {
    const program = run.program('orders');
    if (program.readyAtMs !== undefined && program.exit.reason !== 'ended by itself') return;
    const line = program.stderr.lines.findIndex(({ text }) => /^\w*(?:Error|Exception)\b/.test(text));
    fail('ended-by-itself', { setting }, stderrSpot(run, program, line, 'this ended it'));
  }
});
