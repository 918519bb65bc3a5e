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
        expectField(run, log, { names: levelNames });
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
      const run = signals.run('a customer who writes logs');
      const request = run.request('order-forged');
      const [sku = '', forgedLine = '{}'] = bodyOf(request).sku.split('\n');
      const { msg } = JSON.parse(forgedLine) as { msg: string };
      const forged = run.logs.find((log) => log.text.includes(msg) && !log.text.includes(sku));
      if (forged) fail('forged-event', { line: forged.line }, logSpot(run, forged, { note: 'never happened' }));
      expectJsonLines(run, run.logs);
      if (!run.logs.some((log) => log.text.includes(sku))) notAsField(run, request, sku);
    },
    ['json-lines', 'order-event'],
  );

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
      const spot = logSpot(run, inText, { text: sku, note: 'inside a longer text' });
      fail('sku-only-in-text', { line: inText.line, sku }, spot);
    }
    const program = run.program('orders');
    const onStderr = program.stderr.lines.findIndex((line) => line.text.includes(sku));
    if (onStderr >= 0)
      fail('told-on-stderr', { event: `the order for ${sku}` }, stderrSpot(run, program, onStderr, 'on stderr'));
    return fail('order-not-logged', { request: request.name, sku }, requestSpot(run, request));
  }

  /** What is said of every placed order is not said of the one that was sold out too. */
  function toldWhenPlaced(run: RunSignals): void {
    const [first = [], ...others] = ordersOf(run).map((request) => linesWith(run, bodyOf(request).sku));
    const placed = first.map((log) => [log, ...others.flatMap((lines) => lines.find(sameMessageAs(log)) ?? [])]);
    const everyTime = placed.filter((lines) => lines.length === others.length + 1).map(commonFields);
    const { sku } = bodyOf(run.request('sold-out'));
    const soldOut = linesWith(run, sku).map((log) => ({ log, said: new Set(fieldTexts(log)) }));
    const told = everyTime.map((fields) => soldOut.find(({ said }) => fields.every((field) => said.has(field)))?.log);
    const [line] = told;
    if (!line || told.includes(undefined)) return;
    const spot = logSpot(run, line, { text: sku, note: 'the kitchen had none left' });
    fail('told-too-early', { line: line.line, message: messageOf(line) ?? '', sku }, spot);
  }
});

function ordersOf(run: RunSignals) {
  return run.requests.filter((request) => request.name.startsWith('order-'));
}

function bodyOf(request: Request) {
  return JSON.parse(request.body) as { sku: string; qty: number };
}

/** The lines that have the sku as the value of a field. */
function linesWith(run: RunSignals, sku: string) {
  return run.logs.filter((log) => log.fields && carriesValue(log.fields, sku));
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
