/* oxlint-disable max-lines -- a lesson has one file of checks, and this one tells apart many causes */
import {
  describeLesson,
  describeValue,
  type AnswerWish,
  kindOf,
  isText,
  fieldOf,
  expectAnswer,
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

type Log = RunSignals['logs'][number];
type Level = NonNullable<Log['level']>;

const severities: readonly Level[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const levelNames = ['level', 'severity', 'lvl', 'severityText'];

const notSet = 'LOG_LEVEL not set';
const debug = 'LOG_LEVEL=debug';
const error = 'LOG_LEVEL=error';
const empty = 'LOG_LEVEL empty';

const timeNames = new Set(['time', 'timestamp', 'ts', '@timestamp', 'date']);

/** Requests of the plan, as the learner reads of them. */
const events: Readonly<Record<string, string>> = {
  'order-1': 'an order that was placed',
  'order-2': 'an order that was placed',
  'wrong-order': "a customer's mistake (400)",
  'sold-out': 'a sold-out box (409)',
  'kitchen-down': 'a kitchen that cannot be reached (502)',
};

/** Less is too little to know a warning by. */
const shortestWarning = 6;

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

const answers: Readonly<Record<string, AnswerWish>> = {
  menu: { status: 200 },
  'order-1': { status: 201, fields: { id: isText } },
  'order-2': { status: 201, fields: { id: isText } },
  'wrong-order': { status: 400 },
  'sold-out': { status: 409 },
  'kitchen-down': { status: 502 },
};

function answersAreRight(run: RunSignals): void {
  for (const request of run.requests) {
    const wish = answers[request.name];
    if (wish) expectAnswer(run, request, wish);
  }
}

function isSent(run: RunSignals, request: string): boolean {
  return run.requests.some(({ name }) => name === request);
}

function settingOf(run: RunSignals): string {
  return run.program('orders').env['LOG_LEVEL'] ?? '';
}

/** The run whose LOG_LEVEL is a word that is no level. */
function unknownRun(signals: Signals): RunSignals {
  return signals.runs.find((run) => ![notSet, debug, error, empty].includes(run.name))!;
}

/** Lines at info or above that have the sku. */
function shownLines(run: RunSignals, request: string): readonly Log[] {
  const sku = skuOf(run, request);
  return run.logs.filter((log) => log.level && isAtLeast(log.level, 'info') && log.text.includes(sku));
}

/** Lines of a request that have no sku at all: those after its first line and before the next request's. */
function namelessLines(run: RunSignals, request: string): readonly Log[] {
  const own = run.logs.findIndex((log) => log.text.includes(skuOf(run, request)));
  const rest = own < 0 ? [] : run.logs.slice(own + 1);
  const end = rest.findIndex((log) => otherSkus(run, request).some((sku) => log.text.includes(sku)));
  return (end < 0 ? rest : rest.slice(0, end)).filter((log) => !log.text.includes(skuOf(run, request)));
}

/** Lines after the last one about a request and before the first one about a later one, without a sku. A shop may write late, but in order. */
function between(run: RunSignals, request: string, later: string): readonly Log[] {
  const from = run.logs.findLastIndex((log) => log.text.includes(skuOf(run, request)));
  const to = run.logs.findIndex((log) => log.text.includes(skuOf(run, later)));
  const skus = otherSkus(run, '');
  return from < 0 || to < 0
    ? []
    : run.logs.slice(from, to).filter(({ text }) => !skus.some((sku) => text.includes(sku)));
}

function otherSkus(run: RunSignals, request: string): readonly string[] {
  return Object.keys(events).flatMap((name) => (name !== request && isSent(run, name) ? [skuOf(run, name)] : []));
}

/** One of several lines about an order, and the same is said of an order that ended otherwise: a step on the way. */
function isStep(run: RunSignals, log: Log, request: string, otherwise: readonly string[]): boolean {
  if (run.logs.filter(({ text }) => text.includes(skuOf(run, request))).length === 1) return false;
  const skus = otherwise.filter((name) => isSent(run, name)).map((name) => skuOf(run, name));
  return run.logs.some(
    ({ message, text }) =>
      message !== undefined && message === log.message && skus.some((other) => text.includes(other)),
  );
}

/** All that a line says, but for the time: `"status":201`. */
function saidBy({ fields = {} }: Log): readonly string[] {
  return Object.entries(fields)
    .filter(([name]) => !timeNames.has(name))
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
}

function levelField(log: Log) {
  return fieldOf(log.fields ?? {}, levelNames);
}

/**
 * What the shop had just been asked when it wrote a line. The order of the lines says it best: a line may be read a moment
 * after the next request was sent.
 */
function askedBefore(run: RunSignals, log: Log) {
  const before = run.logs.slice(0, run.logs.indexOf(log) + 1);
  const named = Object.keys(events).filter((name) => isSent(run, name));
  const place = (name: string): number => before.findLastIndex(({ text }) => text.includes(skuOf(run, name)));
  const [last] = named.toSorted((one, other) => place(other) - place(one));
  if (last !== undefined && place(last) >= 0) return run.request(last);
  return run.requests.findLast((request) => request.sentAtMs <= log.atMs);
}

function askedFor({ method, path, name, outcome }: RunSignals['requests'][number]): string {
  return `${method} ${path} (${name}${outcome.kind === 'answered' ? `, answered with ${outcome.status}` : ''})`;
}

function lineBelow(run: RunSignals, threshold: Level): { log: Log; level: Level } | undefined {
  for (const log of run.logs) if (log.level && !isAtLeast(log.level, threshold)) return { log, level: log.level };
  return undefined;
}

/** A line, said of which run it is: five of them have a line 3. */
function levelSpot(run: RunSignals, log: Log, note: string) {
  const spot = logSpot(run, log, { field: levelField(log)?.name ?? 'level', note });
  return spot.saw ? { ...spot, saw: ofRun(run, log, spot.saw) } : spot;
}

function ofRun<T extends object>(run: RunSignals, log: Log, saw: T) {
  return { ...saw, label: `${run.name}, line ${log.line}` };
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

/** A line that says of the sold-out order what is said of both placed ones, and nothing else. */
function toldAsPlaced(run: RunSignals): Log | undefined {
  const [one, other] = ['order-1', 'order-2'].map((request) => shownLines(run, request));
  if (one?.length !== 1 || other?.length !== 1) return undefined;
  const [placed, placedToo] = [one[0]!, other[0]!];
  if (placed.message === undefined || placed.message !== placedToo.message) return undefined;
  const names = new Set([placed, placedToo].flatMap((log) => Object.keys(log.fields ?? {})));
  const saidToo = new Set(saidBy(placedToo));
  const common = saidBy(placed).filter((field) => saidToo.has(field));
  return shownLines(run, 'sold-out').find((log) => {
    const said = new Set(saidBy(log));
    return Object.keys(log.fields ?? {}).every((name) => names.has(name)) && common.every((field) => said.has(field));
  });
}

/** A warning in the same words, whatever word of LOG_LEVEL it names. */
function sameWarning(warning: Log | undefined, value: string, run: RunSignals): Log | undefined {
  const [before = '', after = ''] = (warning?.message ?? '').split(value);
  if (before.length + after.length < shortestWarning) return undefined;
  return run.logs.find(
    ({ level, message = '' }) => level === 'warn' && message.startsWith(before) && message.endsWith(after),
  );
}

/** The line about the refused order when it has no sku; none where each request leaves a line that has none. */
function refusedWithoutSku(run: RunSignals): Log | undefined {
  if (shownLines(run, 'wrong-order').length > 0) return undefined;
  const isSeen = (log: Log): boolean => log.level !== undefined && isAtLeast(log.level, 'info');
  if ([...between(run, 'order-1', 'order-2'), ...between(run, 'sold-out', 'kitchen-down')].some(isSeen))
    return undefined;
  return between(run, 'order-2', 'sold-out').find(isSeen);
}
