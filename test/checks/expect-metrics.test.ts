import { describe, expect, test } from 'vitest';
import { expectFamily, expectScrape, type FamilyWish } from '../../src/checks/expect-metrics.ts';
import type { Finding } from '../../src/course/verdict.ts';
import { readRun, type RunSignals } from '../../src/telemetry/run-signals.ts';
import { findingOf, markedText } from './finding-of.ts';
import { runOf } from './hand-made.ts';

const page = `# HELP orders_total Orders placed.
# TYPE orders_total counter
orders_total{size="large"} 3
# HELP queue_depth Boxes that wait.
# TYPE queue_depth gauge
queue_depth 2
`;

const openMetrics = `${page.replaceAll(/(HELP|TYPE) orders_total/g, '$1 orders')}# EOF\n`;

function scraped(body: string, contentType = 'text/plain; version=0.0.4; charset=utf-8', status = 200): RunSignals {
  const scrape = { name: 'after', program: 'orders', atMs: 9, status, contentType, body };
  return readRun({ ...runOf([]).evidence, scrapes: [scrape] });
}

function saidOf(run: RunSignals): Finding | undefined {
  return findingOf(() => expectScrape(run, run.scrape('after')));
}

describe('a page of metrics', () => {
  test.each([
    'text/plain; version=0.0.4; charset=utf-8',
    'text/plain',
    'Text/Plain; Version="1.0.0"',
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
  ])('is read by Prometheus as %j', (contentType) => {
    const body = contentType.startsWith('application') ? openMetrics : page;
    expect(saidOf(scraped(body, contentType))).toBeUndefined();
  });

  test.each(['application/json', 'text/html', 'text/plain; version=2', ''])('is refused as %j', (contentType) => {
    expect(saidOf(scraped(page, contentType))).toMatchObject({ code: 'metrics-content-type', args: { contentType } });
  });

  test('that is not there is named with what was answered', () => {
    expect(saidOf(scraped('', '', 404))).toMatchObject({ code: 'no-metrics', args: { outcome: 'status 404' } });
    expect(saidOf(scraped('', '', 0))).toMatchObject({ code: 'no-metrics', args: { outcome: 'nothing' } });
  });

  test.each([
    ['{"orders":3}', 'JSON'],
    [' [1]', 'JSON'],
    ['<!doctype html>', 'HTML'],
  ])('that is something else is called so: %s', (body, looksLike) => {
    expect(saidOf(scraped(body))).toMatchObject({ code: 'metrics-not-text', args: { looksLike } });
  });

  test('with a line nobody can read is named with that line', () => {
    const said = saidOf(scraped(`${page}orders_total{size="small} 1\n`));
    expect(said).toMatchObject({ code: 'metrics-unreadable', args: { line: 7 }, at: { signal: 'scrape', line: 7 } });
    expect(markedText(said)).toBe('orders_total{size="small} 1');
    // The title says what is wrong with it; once is enough.
    expect(said?.saw?.mark?.note).toBe('not in the format');
  });
});

describe('a metric', () => {
  const counter: FamilyWish = {
    wanted: 'counter whose name ends in _total',
    type: 'counter',
    named: (name) => name.endsWith('_total'),
    about: ['order'],
  };

  function saidOfFamily(body: string, wish = counter): Finding | undefined {
    const run = scraped(body);
    return findingOf(() => expectFamily(run, run.scrape('after'), wish));
  }

  test('is found by name and type, with its help', () => {
    const run = scraped(page);
    expect(expectFamily(run, run.scrape('after'), counter)).toMatchObject({
      name: 'orders_total',
      help: 'Orders placed.',
    });
  });

  test('of the right type wins over one that only has the name', () => {
    const run = scraped(`# HELP x_total X.\n# TYPE x_total gauge\nx_total 1\n${page}`);
    expect(expectFamily(run, run.scrape('after'), counter).name).toBe('orders_total');
  });

  test('that is missing is named with the nearest', () => {
    const near = saidOfFamily(page.replaceAll('orders_total', 'orders_count'));
    expect(near).toMatchObject({
      code: 'metric-missing',
      args: { wanted: counter.wanted, nearest: 'orders_count' },
      saw: { text: '# TYPE orders_count counter' },
    });
    expect(saidOfFamily('')).toMatchObject({ code: 'metric-missing', args: { nearest: '' } });
    expect(saidOfFamily('')?.saw).toBeUndefined();
  });

  test.each([
    [
      page.replace('orders_total counter', 'orders_total gauge'),
      'metric-wrong-type',
      { expected: 'counter', found: 'gauge' },
    ],
    [page.replace(/# TYPE orders_total.*\n/, ''), 'metric-undescribed', { metric: 'orders_total', missing: 'TYPE' }],
    [page.replace(/# HELP orders_total.*\n/, ''), 'metric-undescribed', { metric: 'orders_total', missing: 'HELP' }],
  ])('that is declared otherwise, or not described, is named so (%#)', (body, code, args) => {
    expect(saidOfFamily(body)).toMatchObject({ code, args });
  });
});
