import {
  answerOf,
  describeLesson,
  expectAnswer,
  expectFamily,
  expectScrape,
  isText,
  logSpot,
  requestSpot,
  scrapeSpot,
  type RunSignals,
} from '#checks';
import { findings } from './findings.ts';
import lesson from './lesson.ts';

type Scrape = RunSignals['scrapes'][number];
type Sample = Scrape['families'][number]['samples'][number];
type Order = RunSignals['requests'][number];
type LogLine = RunSignals['logs'][number];

const whileTheKitchenLooks = 'while the kitchen looks';

describeLesson(lesson, findings, ({ check, fail }) => {
  check('shop-works', (signals) => {
    const run = signals.run();
    expectAnswer(run, run.request('menu'), { status: 200 });
    for (const order of placedOrders(run)) expectAnswer(run, order, { status: 201, fields: { id: isText } });
    const { sku, qty } = bodyOf(run.request('order-1'));
    expectAnswer(run, run.request('look-up'), { status: 200, fields: { sku, qty } });
    expectAnswer(run, run.request('wrong-order'), { status: 400 });
    expectAnswer(run, run.request('sold-out'), { status: 409 });
    expectAnswer(run, run.request('sold-out-late'), { status: 409 });
    expectAnswer(run, run.request('kitchen-hangs-up'), { status: 502 });
  });

  check('text-format', (signals) => {
    const run = signals.run();
    for (const scrape of run.scrapes) expectScrape(run, scrape);
    const bare = run.scrapes.find(({ contentType }) => isTextWithoutVersion(contentType));
    if (bare) fail('content-type-without-version', { contentType: bare.contentType });
  });

  check(
    'counter',
    (signals) => {
      const run = signals.run();
      const scrape = run.scrape('after all orders');
      expectFamily(run, scrape, {
        wanted: 'counter about orders whose name ends in _total',
        type: 'counter',
        named: (name) => isOrderCounterName(scrape, name),
        about: ['order'],
      });
    },
    ['text-format'],
  );

  check(
    'only-up',
    (signals) => {
      const run = signals.run();
      for (const [index, later] of run.scrapes.entries()) {
        const earlier = run.scrapes[index - 1];
        if (!earlier) continue;
        for (const metric of orderCounters(later)) {
          const from = valueOf(samplesOf(earlier, metric));
          const to = valueOf(samplesOf(later, metric));
          const spot = spotOf(run, later, metric);
          if (to >= from) continue;
          if (earlier.name === whileTheKitchenLooks && from - to === 1)
            fail('counter-taken-back', { metric, from, to }, spot);
          fail('counter-fell', { metric, from, to, between: `"${earlier.name}" and "${later.name}"` }, spot);
        }
      }
      const [before, after] = [run.scrape('after all orders'), run.scrape('at once again')];
      const metrics = orderCounters(after);
      const rises = (metric: string): boolean => valueOf(samplesOf(after, metric)) > valueOf(samplesOf(before, metric));
      const [metric] = metrics;
      if (metric === undefined || !metrics.every(rises)) return;
      fail(
        'scrape-counted',
        { metric, from: valueOf(samplesOf(before, metric)), to: valueOf(samplesOf(after, metric)) },
        spotOf(run, after, metric),
      );
    },
    ['counter'],
  );

  check(
    'counts',
    (signals) => {
      const run = signals.run();
      const windows = [
        windowOf(run, 'before the first order', 'after the first orders'),
        windowOf(run, 'after the first orders', 'after all orders'),
      ];
      const last = run.scrape('after all orders');
      const metrics = orderCounters(last);
      // One counter for the placed orders, or one value of a label that tells them apart from the others.
      const honest = metrics.some((metric) =>
        groupsOf(samplesOf(last, metric)).some((group) =>
          windows.every((window) => roseBy(window, metric, group) === window.orders),
        ),
      );
      if (honest) return;
      const metric = metrics.find((name) => /placed|created|accepted/.test(name)) ?? metrics[0] ?? '';
      for (const window of windows) {
        const { orders, boxes, attempts } = window;
        const rose = roseBy(window, metric, everySample);
        const spot = spotOf(run, window.to, metric);
        if (rose === orders) continue;
        if (rose === 0) fail('never-counted', { metric, orders }, spot);
        if (rose === boxes) fail('counts-boxes', { metric, orders, boxes }, spot);
        if (rose === attempts) fail('counts-refused', { metric, orders, attempts }, spot);
        fail('counted-wrong', { metric, orders, rose, others: othersIn(window) }, spot);
      }
    },
    ['shop-works', 'counter', 'only-up'],
  );

  check(
    'quiet-scrape',
    (signals) => {
      const run = signals.run();
      const loud = run.logs.filter((log) => log.level !== 'debug' && log.level !== 'trace');
      const named = loud.filter((log) => log.text.includes('/metrics'));
      const scrapes = run.scrapes.length;
      const ofScrapes = named.length >= scrapes - 1 ? named : linesOfEachLook(run, loud);
      // A line at the start may name the page; one for each look may not.
      const last = ofScrapes.at(-1);
      if (last && ofScrapes.length >= scrapes - 1) {
        fail(
          'scrape-logged',
          { line: last.line, lines: ofScrapes.length, scrapes },
          logSpot(run, last, { text: 'metrics', note: 'a look, not a customer' }),
        );
      }
      for (const page of ['/orders', '/menu']) {
        const requests = run.requests.filter(({ path }) => path.startsWith(page));
        const lines = loud.filter((log) => log.text.includes(page));
        if (lines.length >= requests.length) continue;
        const silent = silentRequest(requests, lines);
        fail(
          'customer-quiet',
          { page, requests: requests.length, lines: lines.length },
          silent ? requestSpot(run, silent) : {},
        );
      }
    },
    ['shop-works'],
  );
});

/** Prometheus takes it for 0.0.4 all the same; the version is what this lesson asks for. */
function isTextWithoutVersion(contentType: string): boolean {
  return /^\s*text\/plain\b/i.test(contentType) && !/;\s*version\s*=/i.test(contentType);
}

/**
 * The lines that every look left, whatever they say. Sure enough to fail for: such a line is there before the first customer
 * has asked for anything, and comes again with each look at which nobody else was served.
 */
function linesOfEachLook(run: RunSignals, loud: readonly LogLine[]): readonly LogLine[] {
  const firstCustomerAtMs = Math.min(...run.requests.map(({ sentAtMs }) => sentAtMs));
  const early = loud.filter(({ atMs }) => atMs < firstCustomerAtMs);
  const looks = run.evidence.scrapes.filter(({ name }) => name !== whileTheKitchenLooks);
  const quietFromMs =
    (run.evidence.scrapes.find(({ name }) => name === whileTheKitchenLooks)?.atMs ?? 0) + lineComesWithinMs;
  const quietToMs = run.request('sold-out-late').endedAtMs;
  for (const shape of new Set(early.map(shapeOf))) {
    const alike = loud.filter((log) => shapeOf(log) === shape);
    const isAtEachLook = looks.every(({ atMs }) => alike.some((log) => Math.abs(log.atMs - atMs) <= lineComesWithinMs));
    // A timer writes its lines also while nobody asks for anything.
    const isByTimer = alike.some(({ atMs }) => atMs > quietFromMs && atMs < quietToMs);
    if (alike.length >= run.scrapes.length && isAtEachLook && !isByTimer) return alike;
  }
  return [];
}

/** Between the answer to a look and the arrival of its line. */
const lineComesWithinMs = 50;

/** The text without what differs from time to time: numbers, times, ids. */
function shapeOf({ text }: LogLine): string {
  return text.replaceAll(/[\w.:+-]*\d[\w.:+-]*/g, '#');
}

/** The first one that was answered with a status of which there are fewer lines than requests. */
function silentRequest(requests: readonly Order[], lines: readonly LogLine[]): Order | undefined {
  const statusOf = ({ outcome }: Order): number => (outcome.kind === 'answered' ? outcome.status : 0);
  return requests.find((request) => {
    const status = statusOf(request);
    const saysIt = new RegExp(`\\b${status}\\b`);
    const alike = requests.filter((other) => statusOf(other) === status);
    return lines.filter(({ text }) => saysIt.test(text)).length < alike.length;
  });
}

function placedOrders(run: RunSignals): readonly Order[] {
  return run.requests.filter(({ name }) => name.startsWith('order-'));
}

function bodyOf(request: Order): { sku: string; qty: number } {
  return JSON.parse(request.body) as { sku: string; qty: number };
}

function isOrderCounterName(scrape: Scrape, name: string): boolean {
  // OpenMetrics names the family without the suffix, and its samples with it.
  const isOpenMetrics = scrape.contentType.includes('openmetrics');
  const isRuntime = /(?:^|_)(?:process|nodejs)_/.test(name);
  return /order/i.test(name) && !isRuntime && (isOpenMetrics || name.endsWith('_total'));
}

function orderCounters(scrape: Scrape): string[] {
  return scrape.families
    .filter(({ name, type }) => type === 'counter' && isOrderCounterName(scrape, name))
    .map(({ name }) => name);
}

function samplesOf(scrape: Scrape, metric: string): readonly Sample[] {
  const family = scrape.families.find(({ name }) => name === metric);
  return family?.samples.filter(({ name }) => name.endsWith('_total')) ?? [];
}

function spotOf(run: RunSignals, scrape: Scrape, metric: string) {
  const line = samplesOf(scrape, metric)[0]?.line;
  return line === undefined ? {} : scrapeSpot(run, scrape, line);
}

/** A series that does not exist yet has counted nothing. */
function valueOf(samples: readonly Sample[]): number {
  return samples.reduce((sum, sample) => sum + sample.value, 0);
}

type Group = (sample: Sample) => boolean;

const everySample: Group = () => true;

/** All series together, and those that share one value of one label. */
function groupsOf(samples: readonly Sample[]): Group[] {
  const pairs = new Map(
    samples.flatMap(({ labels }) =>
      Object.entries(labels).map(([label, value]) => [JSON.stringify([label, value]), { label, value }]),
    ),
  );
  return [
    everySample,
    ...[...pairs.values()].map(
      ({ label, value }): Group =>
        (sample) =>
          sample.labels[label] === value,
    ),
  ];
}

/** The time between two scrapes, with what happened in it. */
interface Window {
  readonly from: Scrape;
  readonly to: Scrape;
  /** Answered with 201. */
  readonly orders: number;
  readonly boxes: number;
  /** Every POST /orders, whatever came of it. */
  readonly attempts: number;
  /** How those were answered that were not placed. */
  readonly refused: readonly number[];
}

function windowOf(run: RunSignals, from: string, to: string): Window {
  const atMs = (name: string): number => run.evidence.scrapes.find((scrape) => scrape.name === name)?.atMs ?? 0;
  const posts = run.requests.filter(
    ({ method, endedAtMs }) => method === 'POST' && endedAtMs > atMs(from) && endedAtMs <= atMs(to),
  );
  const placed = posts.filter((post) => answerOf(post)?.['id'] !== undefined);
  return {
    from: run.scrape(from),
    to: run.scrape(to),
    orders: placed.length,
    boxes: placed.reduce((sum, post) => sum + bodyOf(post).qty, 0),
    attempts: posts.length,
    refused: posts.flatMap(({ outcome }) =>
      outcome.kind === 'answered' && outcome.status !== 201 ? [outcome.status] : [],
    ),
  };
}

/** How the other attempts were answered: ` (and 2 with 409, 1 with 502)`. */
function othersIn({ refused }: Window): string {
  const statuses = [...new Set(refused)].toSorted((one, other) => one - other);
  const parts = statuses.map((status) => `${refused.filter((other) => other === status).length} with ${status}`);
  return parts.length === 0 ? '' : ` (and ${parts.join(', ')})`;
}

function roseBy({ from, to }: Window, metric: string, group: Group): number {
  return valueOf(samplesOf(to, metric).filter(group)) - valueOf(samplesOf(from, metric).filter(group));
}
