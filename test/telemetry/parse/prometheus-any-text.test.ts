import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePrometheusText } from '../../../src/telemetry/parse/prometheus-text.ts';

const plain = 'text/plain; version=0.0.4; charset=utf-8';
const openMetrics = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

describe('whatever a program answers', () => {
  const pieces = fc.constantFrom(
    '# TYPE ',
    '# HELP ',
    '# EOF',
    'a',
    'a_bucket',
    '{',
    '}',
    'le="',
    '"',
    '\\',
    ' ',
    '\n',
    '1',
    '+Inf',
    'histogram',
    ',',
    '=',
    '#',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(pieces, { maxLength: 80 }).map((parts) => parts.join('')),
  );

  test('gives values and oddities that name one of its lines', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(plain, openMetrics, ''), (body, contentType) => {
        const { families, oddities, lines } = parsePrometheusText(body, contentType);
        for (const { line } of [...oddities, ...families]) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(Math.max(lines.length, 1));
        }
      }),
    );
  });

  test('is read soon, however long its lines are', () => {
    for (const piece of ['a', '{', '\\', '"', ' ', '#', 'a{b="', 'a 1 # {']) {
      expect(parsePrometheusText(piece.repeat(100_000), openMetrics).lines).toHaveLength(1);
    }
  }, 5_000);

  test('comes back as the series that were written', () => {
    const name = fc.stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,10}$/);
    const label = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,10}$/);
    const series = fc.record({
      name,
      labels: fc.dictionary(label, fc.string({ unit: 'binary', maxLength: 10 })),
      // Text has no negative zero.
      value: fc.double().map((value) => value + 0),
    });
    const identity = (one: { name: string; labels: Record<string, string> }) =>
      `${one.name}${JSON.stringify(
        Object.keys(one.labels)
          .toSorted()
          .map((key) => [key, one.labels[key]]),
      )}`;
    fc.assert(
      fc.property(fc.uniqueArray(series, { selector: identity, maxLength: 6 }), (written) => {
        const inGroups = [...Map.groupBy(written, (one) => one.name).values()].flat();
        const body = inGroups.map(({ name: is, labels, value }) => {
          const pairs = Object.entries(labels).map(([key, own]) => `${key}="${escaped(own)}"`);
          return `${is}{${pairs.join(',')}} ${String(value).replace('Infinity', 'Inf')}\n`;
        });
        const read = parsePrometheusText(body.join(''), plain);
        expect(read.oddities).toEqual([]);
        expect(
          read.families
            .flatMap((family) => family.samples)
            .map(({ name: is, labels, value }) => ({ name: is, labels, value })),
        ).toEqual(inGroups);
      }),
    );
  });

  function escaped(value: string): string {
    return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  }
});
