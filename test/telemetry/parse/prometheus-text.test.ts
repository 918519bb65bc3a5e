import { Counter, Histogram, Registry, Summary, collectDefaultMetrics } from 'prom-client';
import { describe, expect, test } from 'vitest';
import { parsePrometheusText } from '../../../src/telemetry/parse/prometheus-text.ts';

const plain = 'text/plain; version=0.0.4; charset=utf-8';

/** `line: words`, for short expectations. */
function odd(text: string): string[] {
  return parsePrometheusText(text, plain).oddities.map((oddity) => `${oddity.line}: ${oddity.text}`);
}

function samples(text: string) {
  return parsePrometheusText(text, plain).families.flatMap((family) => family.samples);
}

describe('what prom-client writes', () => {
  async function scrape(registry: Registry) {
    return parsePrometheusText(await registry.metrics(), registry.contentType);
  }

  function fill(registers: Registry[]) {
    const requests = new Counter({ name: 'http_requests_total', help: 'Requests', labelNames: ['route'], registers });
    requests.inc({ route: 'a "quoted"\\back\nslash' }, 3);
    const seconds = new Histogram({ name: 'http_seconds', help: 'Time', labelNames: ['route'], registers });
    seconds.observe({ route: '/a' }, 0.3);
    seconds.observe({ route: '/b' }, 30);
    new Summary({ name: 'size_bytes', help: 'Size', registers }).observe(5);
  }

  test('is read without an oddity, each histogram as one family', async () => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    fill([registry]);
    const { families, oddities, hasEof } = await scrape(registry);
    expect(oddities).toEqual([]);
    expect(hasEof).toBe(false);
    const histogram = families.find((family) => family.name === 'http_seconds')!;
    expect(histogram).toMatchObject({ type: 'histogram', help: 'Time' });
    expect(histogram.samples).toHaveLength(2 * (12 + 2));
    expect(families.find((family) => family.name === 'size_bytes')!.samples.map((sample) => sample.name)).toContain(
      'size_bytes_sum',
    );
    expect(families.find((family) => family.name === 'http_requests_total')!.samples).toEqual([
      {
        name: 'http_requests_total',
        labels: { route: 'a "quoted"\\back\nslash' },
        value: 3,
        line: expect.any(Number) as number,
      },
    ]);
  });

  test('is read as OpenMetrics too, with exemplars', async () => {
    const registry = new Registry();
    // prom-client types this for a registry that was born so, which its constructor does not offer.
    registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
    fill([registry]);
    const paid = new Counter({ name: 'paid_total', help: 'Paid', registers: [registry], enableExemplars: true });
    paid.inc({ value: 2, exemplarLabels: { trace_id: 'abc' } } as never);
    const { families, oddities, hasEof } = parsePrometheusText(await registry.metrics(), registry.contentType);
    expect(oddities).toEqual([]);
    expect(hasEof).toBe(true);
    expect(families.find((family) => family.name === 'paid')).toMatchObject({
      type: 'counter',
      samples: [
        {
          name: 'paid_total',
          value: 2,
          exemplar: { labels: { trace_id: 'abc' }, value: 2, timestampSeconds: expect.any(Number) as number },
        },
      ],
    });
  });
});

describe('a sample', () => {
  test.each([
    ['up 1\n', { labels: {}, value: 1 }],
    ['up{} 1\n', { labels: {}, value: 1 }],
    ['  up\t{ a = "1" , b="2", } 1.5e3 \n', { labels: { a: '1', b: '2' }, value: 1500 }],
    ['up{a="x#y}"} +Inf\n', { labels: { a: 'x#y}' }, value: Infinity }],
    ['up -inf\n', { value: -Infinity }],
    ['up NaN\n', { value: Number.NaN }],
    ['up .5 1795392287403\n', { value: 0.5, timestampMs: 1795392287403 }],
    ['up{__proto__="x"} 1\n', { labels: Object.fromEntries([['__proto__', 'x']]) }],
  ])('is read from %j', (text, expected) => {
    expect(odd(text)).toEqual([]);
    expect(samples(text)[0]).toMatchObject({ name: 'up', line: 1, ...expected });
  });

  test.each([
    ['http.requests 1', 'the metric name "http.requests" may not contain "."'],
    ['2xx 1', 'the metric name "2xx" may not begin with a digit'],
    ['{a="1"} 1', 'a metric has no name'],
    ['up', 'the value is missing'],
    ['up one', '"one" is not a number'],
    ['up 1,5', '"1,5" is not a number'],
    ['up undefined', '"undefined" is not a number'],
    ['up 1 soon', 'the timestamp "soon" is not a whole number of milliseconds'],
    ['up 1 1.5', 'the timestamp "1.5" is not a whole number of milliseconds'],
    ['up 1 2 3', '"3" stands after the timestamp'],
    ['up{a} 1', 'the labels are not closed with "}"'],
    ['up{a="1" 1', 'a comma or "}" is missing between the labels'],
    ['up{a="1"b="2"} 1', 'a comma or "}" is missing between the labels'],
    ['up{a="1} 1', 'the value of label "a" is not closed with a double quote'],
    ["up{a='1'} 1", 'the value of label "a" has no double quotes'],
    ['up{a-b="1"} 1', 'the label name "a-b" may not contain "-"'],
    ['up{="1"} 1', 'a label has no name'],
    ['up{a="1",a="2"} 1', 'the label "a" stands twice'],
    ['up 1 # {trace_id="a"} 1', 'exemplars need OpenMetrics; the text format has none'],
  ])('is refused from %j, in words', (text, oddity) => {
    expect(odd(`${text}\n`)).toEqual([`1: ${oddity}`]);
    expect(samples(`${text}\n`)).toEqual([]);
  });

  test('with an escape that is none is kept as it is written', () => {
    expect(odd('up{a="x\\ty"} 1\n')).toEqual(['1: unknown escape "\\t" in a label']);
    expect(samples('up{a="x\\ty"} 1\n')[0]!.labels).toEqual({ a: 'x\\ty' });
  });

  test('points at the spot that is wrong', () => {
    expect(parsePrometheusText('  http.requests 1\n', plain).oddities).toEqual([
      { line: 1, text: 'the metric name "http.requests" may not contain "."', at: 6 },
    ]);
  });
});

describe('the lines of a family', () => {
  test('have help with escapes, a type and the line they begin at', () => {
    const text = '# a remark\n# HELP up a\\\\b\\nc\n# TYPE up gauge\n\nup 1\n';
    expect(parsePrometheusText(text, plain).families).toEqual([
      { name: 'up', type: 'gauge', help: 'a\\b\nc', line: 3, samples: [{ name: 'up', labels: {}, value: 1, line: 5 }] },
    ]);
  });

  test('without a type are one untyped family for each name', () => {
    const { families, oddities } = parsePrometheusText('a_bucket{le="1"} 1\na_count 1\n', plain);
    expect(families.map(({ name, type, line }) => [name, type, line])).toEqual([
      ['a_bucket', 'untyped', 1],
      ['a_count', 'untyped', 2],
    ]);
    expect(oddities).toEqual([]);
  });

  test('do not mix up a counter that only ends like a histogram', () => {
    const text = '# TYPE a_count counter\na_count 1\n# TYPE a gauge\na 2\n';
    expect(parsePrometheusText(text, plain).families.map((family) => family.name)).toEqual(['a_count', 'a']);
  });

  test.each([
    ['# TYPE c counter\n# TYPE c counter\nc 1\n', '2: a second TYPE for "c"'],
    ['# HELP c x\n# HELP c y\nc 1\n', '2: a second HELP for "c"'],
    ['c 1\n# TYPE c counter\n', '2: TYPE of "c" stands after its first sample'],
    ['# TYPE c Counter\nc 1\n', '1: unknown type "Counter"'],
    ['# TYPE c unknown\nc 1\n', '1: unknown type "unknown"'],
    ['# TYPE c\nc 1\n', '1: unknown type ""'],
    ['# TYPE\nc 1\n', '1: TYPE names no metric'],
    ['# TYPE a.b counter\n', '1: the metric name "a.b" may not contain "."'],
    ['# HELP c \\t\nc 1\n', '1: HELP has an unknown escape "\\t"'],
    ['c 1\nc 1\n', '2: the series "c" with the same labels stands twice'],
    ['c{a="1",b="2"} 1\nc{b="2",a="1"} 1\n', '2: the series "c" with the same labels stands twice'],
    ['a{x="1"} 1\nb 1\na{x="2"} 1\n', '3: the lines of "a" do not stand together'],
    ['# TYPE c counter\nc -1\n', '2: "c" is negative; a counter never is'],
    ['# TYPE c counter\nc NaN\n', '2: "c" is NaN; a counter counts'],
    [
      '# TYPE h histogram\nh 1\nh_bucket{le="+Inf"} 1\nh_count 1\n',
      '2: a histogram "h" has no sample "h"; expected h_bucket, h_sum, h_count',
    ],
    ['c 1\r\nd 1\r\n', '1: lines end with CR LF; Prometheus wants LF alone'],
    ['c 1', '1: the last line does not end with a line break'],
  ])('are refused from %j, in words', (text, oddity) => {
    expect(odd(text)).toContain(oddity);
    expect(odd(text).length).toBeLessThanOrEqual(2);
  });

  test('keep samples that stand before their type', () => {
    const { families } = parsePrometheusText('h_sum 1\n# TYPE h histogram\nh_bucket{le="+Inf"} 1\nh_count 1\n', plain);
    expect(families.map(({ name, type, samples: own }) => [name, type, own.length])).toEqual([['h', 'histogram', 3]]);
  });
});

describe('a histogram', () => {
  const histogram = (lines: string): string[] => odd(`# TYPE h histogram\n${lines}`);

  test('is fine when it is cumulative, in whatever order its buckets stand', () => {
    expect(histogram('h_bucket{le="+Inf"} 2\nh_bucket{le="1"} 1\nh_sum 3\nh_count 2\n')).toEqual([]);
  });

  test.each([
    [
      'h_bucket{le="1"} 3\nh_bucket{le="2"} 2\nh_bucket{le="+Inf"} 3\nh_count 3\n',
      '3: the buckets of "h" are not cumulative: le="2" is below le="1"',
    ],
    ['h_bucket{le="1"} 3\nh_count 3\n', '2: the histogram "h" has no bucket le="+Inf"'],
    ['h_sum 3\nh_count 3\n', '3: the histogram "h" has no bucket le="+Inf"'],
    ['h_bucket{le="+Inf"} 3\nh_count 4\n', '3: h_count is 4, but the bucket le="+Inf" is 3'],
    ['h_bucket{le="+Inf"} 3\n', '2: the histogram "h" has no _count'],
    ['h_bucket{le="one"} 3\n', '2: a bucket of "h" has no label le with a number'],
    ['h_bucket 3\n', '2: a bucket of "h" has no label le with a number'],
    ['h_bucket{le="+Inf"} -3\nh_count -3\n', '2: "h_bucket" is negative; a counter never is'],
  ])('is refused from %j, in words', (lines, oddity) => {
    expect(histogram(lines)).toEqual([oddity]);
  });

  test('is judged for each combination of labels by itself', () => {
    const lines = 'h_bucket{r="a",le="+Inf"} 1\nh_count{r="a"} 1\nh_bucket{r="b",le="+Inf"} 2\nh_count{r="b"} 3\n';
    expect(histogram(lines)).toEqual(['5: h_count is 3, but the bucket le="+Inf" is 2']);
  });
});

describe('an answer that is no metrics at all', () => {
  test.each([
    ['{"up": 1,\n"down": 2}', 'this is JSON, not the Prometheus text format'],
    ['[{"up": 1}]', 'this is JSON, not the Prometheus text format'],
    ['<!DOCTYPE html>\n<p>Cannot GET /metrics', 'this is HTML, not metrics'],
    ['<html><body>', 'this is HTML, not metrics'],
  ])('is named once: %j', (text, oddity) => {
    expect(parsePrometheusText(text, plain)).toMatchObject({ families: [], oddities: [{ line: 1, text: oddity }] });
  });

  test('may be empty: no metrics yet is no mistake', () => {
    expect(parsePrometheusText('', plain)).toEqual({ families: [], oddities: [], lines: [], hasEof: false });
  });
});
