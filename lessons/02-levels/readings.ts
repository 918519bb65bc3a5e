import {
  type AnswerWish,
  kindOf,
  isText,
  fieldOf,
  expectAnswer,
  logSpot,
  type RunSignals,
  type Signals,
} from '#checks';

export type Log = RunSignals['logs'][number];
export type Level = NonNullable<Log['level']>;
const severities: readonly Level[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
export const levelNames = ['level', 'severity', 'lvl', 'severityText'];
export const notSet = 'LOG_LEVEL not set';
export const debug = 'LOG_LEVEL=debug';
export const error = 'LOG_LEVEL=error';
export const empty = 'LOG_LEVEL empty';

const timeNames = new Set(['time', 'timestamp', 'ts', '@timestamp', 'date']);

/** Requests of the plan, as the learner reads of them. */
export const events: Readonly<Record<string, string>> = {
  'order-1': 'an order that was placed',
  'order-2': 'an order that was placed',
  'wrong-order': "a customer's mistake (400)",
  'sold-out': 'a sold-out box (409)',
  'kitchen-down': 'a kitchen that cannot be reached (502)',
};

/** Less is too little to know a warning by. */
const shortestWarning = 6;

const answers: Readonly<Record<string, AnswerWish>> = {
  menu: { status: 200 },
  'order-1': { status: 201, fields: { id: isText } },
  'order-2': { status: 201, fields: { id: isText } },
  'wrong-order': { status: 400 },
  'sold-out': { status: 409 },
  'kitchen-down': { status: 502 },
};

export function answersAreRight(run: RunSignals): void {
  for (const request of run.requests) {
    const wish = answers[request.name];
    if (wish) expectAnswer(run, request, wish);
  }
}

export function isSent(run: RunSignals, request: string): boolean {
  return run.requests.some(({ name }) => name === request);
}

export function settingOf(run: RunSignals): string {
  return run.program('orders').env['LOG_LEVEL'] ?? '';
}

/** The run whose LOG_LEVEL is a word that is no level. */
export function unknownRun(signals: Signals): RunSignals {
  return signals.runs.find((run) => ![notSet, debug, error, empty].includes(run.name))!;
}

/** Lines at info or above that have the sku. */
function shownLines(run: RunSignals, request: string): readonly Log[] {
  const sku = skuOf(run, request);
  return run.logs.filter((log) => log.level && isAtLeast(log.level, 'info') && log.text.includes(sku));
}

/** Lines of a request that have no sku at all: those after its first line and before the next request's. */
export function namelessLines(run: RunSignals, request: string): readonly Log[] {
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
export function isStep(run: RunSignals, log: Log, request: string, otherwise: readonly string[]): boolean {
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

export function levelField(log: Log) {
  return fieldOf(log.fields ?? {}, levelNames);
}

/**
 * What the shop had just been asked when it wrote a line. The order of the lines says it best: a line may be read a moment
 * after the next request was sent.
 */
export function askedBefore(run: RunSignals, log: Log) {
  const before = run.logs.slice(0, run.logs.indexOf(log) + 1);
  const named = Object.keys(events).filter((name) => isSent(run, name));
  const place = (name: string): number => before.findLastIndex(({ text }) => text.includes(skuOf(run, name)));
  const [last] = named.toSorted((one, other) => place(other) - place(one));
  if (last !== undefined && place(last) >= 0) return run.request(last);
  return run.requests.findLast((request) => request.sentAtMs <= log.atMs);
}

export function askedFor({ method, path, name, outcome }: RunSignals['requests'][number]): string {
  return `${method} ${path} (${name}${outcome.kind === 'answered' ? `, answered with ${outcome.status}` : ''})`;
}

export function lineBelow(run: RunSignals, threshold: Level): { log: Log; level: Level } | undefined {
  for (const log of run.logs) if (log.level && !isAtLeast(log.level, threshold)) return { log, level: log.level };
  return undefined;
}

/** A line, said of which run it is: five of them have a line 3. */
export function levelSpot(run: RunSignals, log: Log, note: string) {
  const spot = logSpot(run, log, { field: levelField(log)?.name ?? 'level', note });
  return spot.saw ? { ...spot, saw: ofRun(run, log, spot.saw) } : spot;
}

export function ofRun<T extends object>(run: RunSignals, log: Log, saw: T) {
  return { ...saw, label: `${run.name}, line ${log.line}` };
}

export function skuOf(run: RunSignals, request: string): string {
  return (JSON.parse(run.request(request).body) as { sku: string }).sku;
}

/** How a level is written: as a number, in small letters, … */
export function spelling(value: unknown): string {
  if (typeof value !== 'string') return kindOf(value);
  return value === value.toLowerCase() ? 'small letters' : value === value.toUpperCase() ? 'capitals' : 'a capital';
}

function severity(level: Level): number {
  return severities.indexOf(level);
}

export function isAtLeast(level: Level, threshold: Level): boolean {
  return severity(level) >= severity(threshold);
}

/** A line that says of the sold-out order what is said of both placed ones, and nothing else. */
export function toldAsPlaced(run: RunSignals): Log | undefined {
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
export function sameWarning(warning: Log | undefined, value: string, run: RunSignals): Log | undefined {
  const [before = '', after = ''] = (warning?.message ?? '').split(value);
  if (before.length + after.length < shortestWarning) return undefined;
  return run.logs.find(
    ({ level, message = '' }) => level === 'warn' && message.startsWith(before) && message.endsWith(after),
  );
}

/** The line about the refused order when it has no sku; none where each request leaves a line that has none. */
export function refusedWithoutSku(run: RunSignals): Log | undefined {
  if (shownLines(run, 'wrong-order').length > 0) return undefined;
  const isSeen = (log: Log): boolean => log.level !== undefined && isAtLeast(log.level, 'info');
  if ([...between(run, 'order-1', 'order-2'), ...between(run, 'sold-out', 'kitchen-down')].some(isSeen))
    return undefined;
  return between(run, 'order-2', 'sold-out').find(isSeen);
}

/** A line that tells of a request. */
export interface Told {
  readonly run: RunSignals;
  readonly log: Log;
  readonly level: Level;
}

/** The most severe line about a request, wherever it was written: LOG_LEVEL may not work yet. */
export function loudestLine(signals: Signals, request: string): Told | undefined {
  const sku = skuOf(signals.run(), request);
  // The last line of those that are equally severe: the others are steps on the way to it.
  const lines = [debug, notSet, error].flatMap((name) => {
    const run = signals.run(name);
    const about = run.logs.filter((log) => log.text.includes(sku)).toReversed();
    return about.flatMap((log): Told[] => (log.level ? [{ run, log, level: log.level }] : []));
  });
  const [first, ...others] = lines;
  return first && others.reduce((most, each) => (severity(each.level) > severity(most.level) ? each : most), first);
}
