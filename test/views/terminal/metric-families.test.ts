import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Scrape } from '../../../src/telemetry/model.ts';
import { parsePrometheusText } from '../../../src/telemetry/parse/prometheus-text.ts';
import { metricFamiliesView, type MetricFamiliesModel } from '../../../src/views/terminal/metric-families.ts';
import { asFile, golden } from '../../golden.ts';
import { anyText, anyWidth } from '../any-text.ts';
import { noisyLines } from './noisy-lines.ts';

const scrapeOf = (name: string, body: string, contentType = 'text/plain; version=0.0.4'): Scrape => ({
  name,
  contentType,
  status: 200,
  ...parsePrometheusText(body, contentType),
});

const text = (
  ok: number,
  failed: string,
  fast: number,
): string => `# HELP http_requests_total Requests answered, by route and status.
# TYPE http_requests_total counter
http_requests_total{route="/cart",status="200"} ${ok}
${failed}# HELP http_request_duration_seconds How long answers took.
# TYPE http_request_duration_seconds histogram
http_request_duration_seconds_bucket{route="/cart",le="0.005"} ${fast}
http_request_duration_seconds_bucket{route="/cart",le="0.01"} ${fast + 14}
http_request_duration_seconds_bucket{route="/cart",le="0.1"} ${fast + 15}
http_request_duration_seconds_bucket{route="/cart",le="+Inf"} ${fast + 16}
http_request_duration_seconds_sum{route="/cart"} 1.5
http_request_duration_seconds_count{route="/cart"} ${fast + 16}
# TYPE process_cpu_user_seconds_total counter
process_cpu_user_seconds_total 0.30000000000000004
queue depth 3
`;
const before = scrapeOf('before', text(40, '', 8));
const scrape = scrapeOf('after', text(42, 'http_requests_total{route="/cart",status="500"} 3\n', 20));
const mark = (line: number, note: string): MetricFamiliesModel['marks'][number] => ({
  at: { signal: 'scrape', run: 'main', scrape: 'after', line },
  note,
});
const model: MetricFamiliesModel = {
  scrape,
  before,
  limit: 20,
  marks: [
    mark(4, 'this failed only twice'),
    mark(10, 'too many are slower than 100 ms'),
    mark(2, 'a label is missing'),
  ],
};

test.each([40, 80, 120])('it looks as agreed at %i columns', (width) => {
  const picture = asFile(metricFamiliesView(model, { width, colour: false }));
  expect(picture).toBe(golden(`metric-families-${width}.txt`, picture));
});

const draw = (more: Partial<MetricFamiliesModel>): string =>
  metricFamiliesView({ scrape, limit: 20, marks: [], ...more }, { width: 100, colour: false }).join('\n');

test('quantiles show how they are estimated', () => {
  expect(draw({})).toContain('p90 ≈ 0.009429  rank 32.4 of 36: 0.005 + 0.005 × (32.4 − 20) ÷ 14');
});

test('a rank above the last bound is said to be that', () => {
  const slow = scrapeOf('slow', '# TYPE d histogram\nd_bucket{le="1"} 0\nd_bucket{le="+Inf"} 4\nd_count 4\nd_sum 9\n');
  expect(draw({ scrape: slow })).toContain('p50 ≈ 1  rank 2 of 4 is above the last bound');
});

test('a rank in a first bucket without a lower bound is said to be that', () => {
  const cold = scrapeOf('cold', '# TYPE t histogram\nt_bucket{le="-5"} 4\nt_bucket{le="+Inf"} 4\n');
  expect(draw({ scrape: cold })).toContain('p50 ≈ -5  rank 2 of 4 is in the first bucket');
  expect(draw({ scrape: cold })).toContain('no _count, no _sum');
});

test('of many series a few are shown, with the number of values of each label', () => {
  const many = Array.from({ length: 2000 }, (_, index) => `orders_total{customer="c-${index}"} 1`).join('\n');
  const picture = draw({
    scrape: scrapeOf('after', `# TYPE orders_total counter\n${many}\n`),
    limit: 3,
    marks: [mark(1002, 'one per customer')],
  });
  expect(picture).toContain('2,000 series: customer 2,000 values');
  expect(picture).toContain('{customer="c-1000"}');
  expect(picture).toContain('… 998 more');
});

test('of many histograms the first ones are drawn and the others named', () => {
  const one = (route: string): string =>
    `d_bucket{route="${route}",le="1"} 1\nd_bucket{route="${route}",le="+Inf"} 1\nd_sum{route="${route}"} 1\nd_count{route="${route}"} 1\n`;
  const routes = ['/a', '/b', '/c', '/d', '/e', '/f'];
  const picture = draw({ scrape: scrapeOf('after', `# TYPE d histogram\n${routes.map(one).join('')}`), limit: 5 });
  expect(picture.match(/p99/gu)).toHaveLength(3);
  expect(picture).toContain('{route="/e"}  1 observed, sum 1, average 1');
  expect(picture).toContain('… 1 more');
});

test('an exemplar is shown below its sample', () => {
  const body = '# TYPE orders counter\norders_total{route="/a"} 2 # {trace_id="6744"} 1 1795392411.298\n# EOF\n';
  expect(draw({ scrape: scrapeOf('after', body, 'application/openmetrics-text; version=1.0.0') })).toContain(
    'exemplar {trace_id="6744"} 1',
  );
});

test('a counter that began anew says so', () => {
  expect(
    draw({ scrape: scrapeOf('after', 'a_total{x="1"} 2\n'), before: scrapeOf('before', 'a_total{x="1"} 9\n') }),
  ).toContain('+2 after a reset');
});

test('an empty scrape is said in words', () => {
  expect(draw({ scrape: scrapeOf('after', '') })).toContain('No metric was found in this scrape.');
});

test('any scrape stays in its columns', () => {
  const label = anyText.map((value) => value.replaceAll(/["\\\n]/gu, ''));
  const sample = fc
    .tuple(label, fc.double())
    .map(([value, number]) => `d_bucket{le="${value}",x="${value}"} ${number}`);
  const body = fc
    .array(fc.oneof(anyText, sample, fc.constant('# TYPE d histogram')), { maxLength: 8 })
    .map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(body, body, anyText, anyWidth, (after, earlier, note, width) => {
      const any = {
        scrape: scrapeOf('after', after),
        before: scrapeOf('before', earlier),
        limit: 4,
        marks: [mark(1, note), mark(3, note)],
      };
      expect(noisyLines((look) => metricFamiliesView(any, look), width)).toEqual([]);
    }),
  );
});
