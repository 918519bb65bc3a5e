import {
  describeLesson,
  describeValue,
  expectAnswer,
  expectField,
  expectJsonLines,
  expectStdout,
  fieldOf,
  isText,
  kindOf,
  logSpot,
  requestSpot,
  stderrSpot,
  type RunSignals,
  type Signals,
} from '#checks';
import { findings } from './findings.ts';
import lesson from './lesson.ts';

type Log = RunSignals['logs'][number];
type Level = NonNullable<Log['level']>;

const severities: readonly Level[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const levelNames = ['level', 'severity', 'lvl', 'severityText'];

const notSet = 'LOG_LEVEL not set';
const debug = 'LOG_LEVEL=debug';
const warn = 'LOG_LEVEL=warn';
const error = 'LOG_LEVEL=error';
const nonsense = 'LOG_LEVEL=nonsense';
const empty = 'LOG_LEVEL empty';

/** Requests of the plan, as the learner reads of them. */
const events: Readonly<Record<string, string>> = {
  'order-1': 'an order that was placed',
  'order-2': 'an order that was placed',
  'wrong-order': "a customer's mistake (400)",
  'sold-out': 'a sold-out box (409)',
  'kitchen-down': 'a kitchen that cannot be reached (502)',
};

describeLesson(lesson, findings, ({ check, fail }) => {
  check('shop-works', (signals) => {
    for (const name of [notSet, debug, warn, error]) answersAreRight(signals.run(name));
  });

  check('labels', (signals) => {
    expectStdout(signals.run(), 'orders');
    for (const run of signals.runs) {
      expectJsonLines(run, run.logs);
      let first: { log: Log; value: unknown } | undefined;
      for (const log of run.logs) {
        const value = expectField(run, log, { names: levelNames });
        const spot = logSpot(run, log, {
          field: fieldOf(log.fields ?? {}, levelNames)?.name ?? 'level',
          note: 'this level',
        });
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
        if (level !== 'info') fail('order-not-info', { line: log.line, level }, levelSpot(run, log, 'not info'));
      }
      for (const request of ['wrong-order', 'sold-out']) {
        const { run, log, level } = loudest(signals, request);
        const args = { line: log.line, level, event: events[request] ?? '' };
        if (isAtLeast(level, 'error')) fail('mistake-as-error', args, levelSpot(run, log, 'who acts on it?'));
      }
      const { run, log, level } = loudest(signals, 'sold-out');
      if (!isAtLeast(level, 'info'))
        fail('sold-out-unseen', { line: log.line, level }, levelSpot(run, log, 'too quiet'));
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
      thresholdHolds(signals, signals.run(warn), 'warn', warn);
      thresholdHolds(signals, signals.run(error), 'error', error);
    },
    ['labels', 'customers', 'kitchen-down'],
  );

  check(
    'nonsense',
    (signals) => {
      const run = signals.run(nonsense);
      const value = run.program('orders').env['LOG_LEVEL'] ?? '';
      for (const [each, setting] of [
        [run, `LOG_LEVEL=${value}`],
        [signals.run(empty), empty],
      ] as const) {
        staysUp(each, setting);
        answersAreRight(each);
        fallbackIsInfo(signals, each, setting);
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
    },
    ['labels', 'customers', 'kitchen-down'],
  );

  /** The most severe line about a request, wherever it was written: LOG_LEVEL may not work yet. */
  function loudest(signals: Signals, request: string): { run: RunSignals; log: Log; level: Level } {
    const sku = skuOf(signals.run(), request);
    // The last line of those that are equally severe: the others are steps on the way to it.
    const lines = [debug, notSet, error].flatMap((name) => {
      const run = signals.run(name);
      const about = run.logs.filter((log) => log.text.includes(sku)).toReversed();
      return about.flatMap((log) => (log.level ? [{ run, log, level: log.level }] : []));
    });
    const [first, ...others] = lines;
    if (!first) return unlogged(signals.run(), request);
    return others.reduce((most, each) => (severity(each.level) > severity(most.level) ? each : most), first);
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

function answersAreRight(run: RunSignals): void {
  expectAnswer(run, run.request('menu'), { status: 200 });
  expectAnswer(run, run.request('order-1'), { status: 201, fields: { id: isText } });
  expectAnswer(run, run.request('order-2'), { status: 201, fields: { id: isText } });
  expectAnswer(run, run.request('wrong-order'), { status: 400 });
  expectAnswer(run, run.request('sold-out'), { status: 409 });
  expectAnswer(run, run.request('kitchen-down'), { status: 502 });
}

function lineBelow(run: RunSignals, threshold: Level): { log: Log; level: Level } | undefined {
  for (const log of run.logs) if (log.level && !isAtLeast(log.level, threshold)) return { log, level: log.level };
  return undefined;
}

/** A line, said of which run it is: five of them have a line 3. */
function levelSpot(run: RunSignals, log: Log, note: string) {
  const spot = logSpot(run, log, { field: fieldOf(log.fields ?? {}, levelNames)?.name ?? 'level', note });
  return spot.saw ? { ...spot, saw: { ...spot.saw, label: `${run.name}, line ${log.line}` } } : spot;
}

function skuOf(run: RunSignals, request: string): string {
  return (JSON.parse(run.request(request).body) as { sku: string }).sku;
}

/** How a level is written: as a number, in small letters, … */
function spelling(value: unknown): string {
  if (typeof value !== 'string') return kindOf(value);
  return value === value.toLowerCase() ? 'small letters' : value === value.toUpperCase() ? 'capitals' : 'a capital';
}

function severity(level: Level): number {
  return severities.indexOf(level);
}

function isAtLeast(level: Level, threshold: Level): boolean {
  return severity(level) >= severity(threshold);
}
