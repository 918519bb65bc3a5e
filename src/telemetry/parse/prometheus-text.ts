import type { Oddity, Scrape } from '../model.ts';
import { groupFamilies } from './prometheus-families.ts';
import { readLines } from './prometheus-lines.ts';
import { familyOddities } from './prometheus-rules.ts';

export type PrometheusText = Pick<Scrape, 'families' | 'oddities' | 'lines' | 'hasEof'>;

/**
 * Read the answer of /metrics as strictly as Prometheus does, and say line by line what it would refuse.
 * Lines that cannot be read give an oddity and no sample.
 * @param contentType decides the format: OpenMetrics 1.0 when it says so, the text format 0.0.4 otherwise
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 * @see https://prometheus.io/docs/specs/om/open_metrics_spec/
 */
export function parsePrometheusText(text: string, contentType: string): PrometheusText {
  const openMetrics = /^\s*application\/openmetrics-text\b/i.test(contentType);
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const hasEof = lines.findLast((line) => line.trim() !== '')?.trim() === '# EOF';
  const foreign = foreignFormat(text);
  if (foreign !== undefined) return { families: [], oddities: [{ line: 1, text: foreign }], lines, hasEof };

  const read = readLines(lines, openMetrics);
  const { families, oddities } = groupFamilies(read, openMetrics);
  const all = [
    ...read.oddities,
    ...oddities,
    ...families.flatMap(familyOddities),
    ...endingOddities(text, lines.length, hasEof, openMetrics),
  ];
  return { families, oddities: all.toSorted((one, other) => one.line - other.line), lines, hasEof };
}

/** Said once, instead of an oddity for each of its lines. */
function foreignFormat(text: string): string | undefined {
  const start = text.trimStart();
  if (/^<(?:!doctype|html|[a-z]+[\s>])/i.test(start)) return 'this is HTML, not metrics';
  if (/^(?:\{\s*["}]|\[\s*["{\]\d])/.test(start)) return 'this is JSON, not the Prometheus text format';
  return undefined;
}

function endingOddities(text: string, lastLine: number, hasEof: boolean, openMetrics: boolean): Oddity[] {
  const line = Math.max(lastLine, 1);
  if (openMetrics) return hasEof ? [] : [{ line, text: 'OpenMetrics ends with the line "# EOF"; it is missing' }];
  if (text === '' || text.endsWith('\n')) return [];
  return [{ line, text: 'the last line does not end with a line break' }];
}
