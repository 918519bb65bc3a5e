import {
  carriesValue,
  describeLesson,
  describeValue,
  expectAnswer,
  expectField,
  expectJsonLines,
  expectStdout,
  fieldOf,
  isText,
  logSpot,
  requestSpot,
  stderrSpot,
  type RunSignals,
  type Signals,
} from '#checks';
import { findings } from './findings.ts';
import lesson from './lesson.ts';

const timeNames = ['time', 'timestamp', 'ts', '@timestamp', 'date'];
const levelNames = ['level', 'severity', 'lvl'];
const messageNames = ['msg', 'message', 'event'];

const customerRun = 'a customer who writes logs';

/** The program and the one who asks read the same clock; what is between them is rounding. */
const clockToleranceMs = 5;
const longestDelayMs = 60_000;

type Log = RunSignals['logs'][number];
type Request = RunSignals['requests'][number];

describeLesson(lesson, findings, ({ check, fail }) => {
  check('shop-works', (signals) => {
    const run = signals.run();
    expectAnswer(run, run.request('menu'), { status: 200 });
    for (const each of signals.runs) {
      for (const request of ordersOf(each)) expectAnswer(each, request, { status: 201, fields: { id: isText } });
    }
    const { sku, qty } = bodyOf(run.request('order-1'));
    expectAnswer(run, run.request('look-up'), { status: 200, fields: { sku, qty } });
    expectAnswer(run, run.request('wrong-order'), { status: 400 });
    expectAnswer(run, run.request('sold-out'), { status: 409 });
    expectAnswer(run, run.request('kitchen-down'), { status: 502 });
    const forging = signals.run(customerRun);
    expectAnswer(forging, forging.request('wrong-forged'), { status: 400 });
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
        const time = expectField(run, log, { names: timeNames });
        if (log.timeMs === undefined) {
          const field = fieldOf(log.fields ?? {}, timeNames)?.name ?? 'time';
          const spot = logSpot(run, log, { field, note: 'when was that?' });
          fail('time-unreadable', { line: log.line, field, found: describeValue(time) }, spot);
        }
        const level = expectField(run, log, { names: levelNames });
        if (log.level === undefined) {
          const field = fieldOf(log.fields ?? {}, levelNames)?.name ?? 'level';
          const spot = logSpot(run, log, { field, note: 'no level' });
          fail('level-unreadable', { line: log.line, field, found: describeValue(level) }, spot);
        }
        expectField(run, log, { names: messageNames, kind: 'text' });
      }
      timesAreRight(signals, run);
    },
    ['json-lines'],
  );

  check(
    'order-event',
    (signals) => {
      const run = signals.run();
      for (const request of ordersOf(run)) {
        const { sku } = bodyOf(request);
        const telling = linesWith(run, sku);
        const again = telling.find((log, index) => telling.slice(0, index).some((other) => saySame(other, log)));
        if (again) {
          const lines = telling.filter((log) => saySame(log, again)).map((log) => log.line);
          fail(
            'order-logged-twice',
            { sku, lines: lines.join(', ') },
            logSpot(run, again, { text: sku, note: 'once more' }),
          );
        }
        if (telling.length === 0) notAsField(run, request, sku);
      }
      toldWhenPlaced(run);
    },
    ['json-lines'],
  );

  check(
    'no-forgery',
    (signals) => {
      const run = signals.run(customerRun);
      const request = run.request('order-forged');
      const { sku } = bodyOf(request);
      const [dish = ''] = sku.split(' ');
      const { msg } = JSON.parse(sku.split('\n')[1] ?? '{}') as { msg: string };
      const forged = run.logs.find((log) => log.text.includes(msg) && !log.text.includes(dish));
      if (forged) fail('forged-event', { line: forged.line }, logSpot(run, forged, { note: 'never happened' }));
      expectJsonLines(run, run.logs);
      ownFieldsHold(signals.run(), run);
      if (linesWith(run, sku).length > 0) return;
      const near = run.logs.find((log) => log.text.includes(dish));
      if (!near) return notAsField(run, request, sku);
      return fail(
        'sku-altered',
        { line: near.line, sku: dish },
        logSpot(run, near, { text: dish, note: 'not all of it' }),
      );
    },
    ['json-lines', 'order-event'],
  );

  /** What a customer sends as `level`, `time` and `msg` of an order is not what the line says of itself. */
  function ownFieldsHold(quiet: RunSignals, run: RunSignals): void {
    for (const request of run.requests) {
      const sent = JSON.parse(request.body) as { level: string; time: string; msg: string };
      for (const [names, value] of [
        [messageNames, sent.msg],
        [timeNames, sent.time],
        [levelNames, sent.level],
      ] as const) {
        const says = (log: Log): boolean => fieldOf(log.fields ?? {}, names)?.value === value;
        const log = run.logs.find(says);
        // Somebody who calls every line fatal did so himself.
        if (!log || quiet.logs.some(says)) continue;
        const field = fieldOf(log.fields ?? {}, names)?.name ?? '';
        const args = { line: log.line, field, value: describeValue(value), request: request.name };
        fail('forged-field', args, logSpot(run, log, { field, note: 'the customer wrote this' }));
      }
    }
  }

  /** The line of the last order was written after that order was sent, and before it arrived here. */
  function timesAreRight(signals: Signals, run: RunSignals): void {
    const request = ordersOf(run).at(-1)!;
    const log = linesWith(run, bodyOf(request).sku).at(-1);
    if (log?.timeMs === undefined) return;
    const { startedAt } = signals.evidence;
    const early = startedAt + request.sentAtMs - log.timeMs;
    const late = log.timeMs - (startedAt + log.atMs);
    const { name: field = 'time', value } = fieldOf(log.fields ?? {}, timeNames) ?? {};
    const when = early > 0 ? `before ${request.name} was sent, of which it tells` : 'after it reached us';
    if (early > (countsSeconds(value) ? 1000 : clockToleranceMs) || late > longestDelayMs) {
      const spot = logSpot(run, log, { field, note: 'not when it was written' });
      fail('time-wrong', { line: log.line, off: spelled(Math.max(early, late)), when }, spot);
    }
  }

  /** The nearest miss: inside a text, on the other stream, or nowhere. */
  function notAsField(run: RunSignals, request: Request, sku: string): never {
    const inText = run.logs.find((log) => log.text.includes(sku));
    if (inText) {
      const where = placeOf(inText, sku);
      fail('sku-only-in-text', { line: inText.line, sku, where }, logSpot(run, inText, { text: sku, note: where }));
    }
    const program = run.program('orders');
    const onStderr = program.stderr.lines.findIndex((line) => line.text.includes(sku));
    if (onStderr >= 0)
      fail('told-on-stderr', { event: `the order for ${sku}` }, stderrSpot(run, program, onStderr, 'on stderr'));
    return fail('order-not-logged', { request: request.name, sku }, requestSpot(run, request));
  }

  /** What is said of every placed order is not said of those that the kitchen did not take too. */
  function toldWhenPlaced(run: RunSignals): void {
    const [first = [], ...others] = ordersOf(run).map((request) => linesWith(run, bodyOf(request).sku));
    const placed = first.map((log) => [log, ...others.flatMap((lines) => likest(lines, log))]);
    const everyTime = placed.filter((lines) => lines.length === others.length + 1);
    for (const [name, note] of [
      ['sold-out', 'the kitchen had none left'],
      ['kitchen-down', 'the kitchen did not answer'],
    ] as const) {
      const { sku } = bodyOf(run.request(name));
      const told = everyTime.map((lines) => linesWith(run, sku).find((log) => saysOnly(log, lines)));
      const [line] = told;
      if (!line || told.includes(undefined)) continue;
      const args = { line: line.line, message: messageOf(line) ?? '', sku };
      fail('told-too-early', args, logSpot(run, line, { text: sku, note }));
    }
  }
});

function ordersOf(run: RunSignals) {
  return run.requests.filter((request) => request.name.startsWith('order-'));
}

function bodyOf(request: Request) {
  return JSON.parse(request.body) as { sku: string; qty: number };
}

/** The lines that have the sku as the value of a field of its own: a message is not one. */
function linesWith(run: RunSignals, sku: string) {
  return run.logs.filter(({ fields = {} }) => {
    const message = fieldOf(fields, messageNames);
    const isMessage = (name: string): boolean => name === message?.name && message.value === sku;
    return Object.entries(fields).some(([name, value]) => !isMessage(name) && carriesValue(value, sku));
  });
}

/** Where a line has the sku that has it in no field of its own. */
function placeOf({ fields = {} }: Log, sku: string): string {
  const message = fieldOf(fields, messageNames);
  if (message?.value === sku) return `as its \`${message.name}\``;
  return hasKey(fields, sku) ? 'as the name of a field' : 'inside a longer text';
}

function hasKey(value: unknown, key: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, inner]) => name === key || hasKey(inner, key));
}

function messageOf(log: Log): string | undefined {
  const message = fieldOf(log.fields ?? {}, messageNames)?.value;
  return typeof message === 'string' ? message : undefined;
}

function sameMessageAs(log: Log): (other: Log) => boolean {
  return (other) => messageOf(other) !== undefined && messageOf(other) === messageOf(log);
}

/** The same message, and nothing but the time in which one contradicts the other. */
function saySame(one: Log, other: Log): boolean {
  const contradicts = ([name, value]: [string, unknown]): boolean => {
    const said = other.fields?.[name];
    return said !== undefined && !timeNames.includes(name) && JSON.stringify(said) !== JSON.stringify(value);
  };
  return sameMessageAs(one)(other) && !Object.entries(one.fields ?? {}).some(contradicts);
}

/** Of the lines with the same message the one that says the most in the same words. */
function likest(lines: readonly Log[], log: Log): Log[] {
  const said = new Set(fieldTexts(log));
  const likeness = (other: Log): number => fieldTexts(other).filter((field) => said.has(field)).length;
  return lines
    .filter(sameMessageAs(log))
    .toSorted((one, other) => likeness(other) - likeness(one))
    .slice(0, 1);
}

/** It says all that these lines have in common, and has no field that none of them has: nothing tells it from them. */
function saysOnly(log: Log, lines: readonly Log[]): boolean {
  const said = new Set(fieldTexts(log));
  const names = new Set(lines.flatMap(({ fields = {} }) => Object.keys(fields)));
  const { fields = {} } = log;
  return commonFields(lines).every((field) => said.has(field)) && Object.keys(fields).every((name) => names.has(name));
}

/** What all of these lines say in the same words: `"status":201`. */
function commonFields([first, ...others]: readonly Log[]): readonly string[] {
  return first ? fieldTexts(first).filter((field) => others.every((log) => fieldTexts(log).includes(field))) : [];
}

/** Written without a fraction of a second: `1795392287`, `2026-11-23T02:14:00Z`. */
function countsSeconds(time: unknown): boolean {
  return typeof time === 'number' ? Number.isInteger(time) && time < 1e11 : !/[.,]\d|^\d{12,}$/.test(String(time));
}

function spelled(ms: number): string {
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 1000)} s`;
}

function fieldTexts({ fields = {} }: Log): readonly string[] {
  return Object.entries(fields)
    .filter(([name]) => !timeNames.includes(name))
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
}
