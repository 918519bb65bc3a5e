import { describe, expect, test } from 'vitest';
import { parsePrometheusText } from '../../../src/telemetry/parse/prometheus-text.ts';

const openMetrics = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

describe('OpenMetrics', () => {
  test('has units, timestamps in seconds, created series and its own types', () => {
    const text = [
      '# TYPE c_seconds counter',
      '# UNIT c_seconds seconds',
      '# HELP c_seconds say \\"hi\\"',
      'c_seconds_total 1 1795392287.5',
      'c_seconds_created 1795392287',
      '# TYPE build info',
      'build_info{version="1"} 1',
      '# TYPE g gaugehistogram',
      'g_bucket{le="+Inf"} 1',
      'g_gcount 1',
      'g_gsum 2',
      '# TYPE s summary',
      's{quantile="0.5"} 1',
      's_count 1',
      '# TYPE on stateset',
      'on{on="a"} 1',
      '# TYPE u unknown',
      'u 1',
      '# EOF',
      '',
    ].join('\n');
    const { families, oddities, hasEof } = parsePrometheusText(text, openMetrics);
    expect(oddities).toEqual([]);
    expect(hasEof).toBe(true);
    expect(families.map(({ name, samples: own }) => [name, own.length])).toEqual([
      ['c_seconds', 2],
      ['build', 1],
      ['g', 3],
      ['s', 2],
      ['on', 1],
      ['u', 1],
    ]);
    expect(families[0]).toMatchObject({ unit: 'seconds', help: 'say "hi"' });
    expect(families[0]!.samples[0]!.timestampMs).toBe(1795392287500);
  });

  test.each([
    ['up 1\n', '1: OpenMetrics ends with the line "# EOF"; it is missing'],
    ['up 1\n# EOF\nup 2\n# EOF\n', '3: nothing may come after "# EOF"'],
    ['up 1\n\n# EOF\n', '2: OpenMetrics has no empty lines'],
    ['# hello\nup 1\n# EOF\n', '1: OpenMetrics has no comments beside HELP, TYPE, UNIT and EOF'],
    ['# TYPE c counter\nc 1\n# EOF\n', '2: a counter "c" has no sample "c"; expected c_total, c_created'],
    ['# TYPE c untyped\nc 1\n# EOF\n', '1: unknown type "untyped"'],
    ['# UNIT c seconds\n# UNIT c seconds\n# EOF\n', '2: a second UNIT for "c"'],
    ['up 1 then\n# EOF\n', '1: the timestamp "then" is not a number of seconds'],
    ['up 1 # nothing\n# EOF\n', '1: the exemplar cannot be read'],
    ['up 1 # {a="1"} x\n# EOF\n', '1: the exemplar cannot be read'],
    ['up 1 # {a="1"} 1 2 3\n# EOF\n', '1: the exemplar cannot be read'],
    ['up 1 # x {a="1"} 1\n# EOF\n', '1: the exemplar cannot be read'],
  ])('is refused from %j, in words', (text, oddity) => {
    const { oddities } = parsePrometheusText(text, openMetrics);
    expect(oddities.map((found) => `${found.line}: ${found.text}`)).toContain(oddity);
  });
});
