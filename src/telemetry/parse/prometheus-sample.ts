import type { Exemplar, Oddity, Sample } from '../model.ts';
import { readLabels } from './prometheus-labels.ts';
import { oddCharacter } from './prometheus-name.ts';
import { parseGoFloat } from './go-float.ts';

export interface SampleLine {
  readonly sample?: Sample;
  readonly oddities: readonly Oddity[];
}

/** Read a line `name{label="value"} 1.5 [timestamp] [# {exemplar}]`. Without a sample, the oddities say why. */
export function readSample(text: string, line: number, openMetrics: boolean): SampleLine {
  const oddities: Oddity[] = [];
  const fail = (words: string, at: number): SampleLine => ({ oddities: [...oddities, { line, text: words, at }] });

  const start = text.length - text.trimStart().length;
  const name = /^[^\s{]*/.exec(text.slice(start))![0];
  const bad = oddCharacter(name, 'metric');
  if (bad !== undefined) return fail(bad.text, start + bad.at);
  const labels = readLabels(text, start + name.length);
  for (const oddity of labels.oddities) oddities.push({ line, ...oddity });
  if (labels.labels === undefined) return { oddities };

  const [numbers, exemplarText] = splitAtExemplar(text, labels.end);
  const words = wordsFrom(numbers, labels.end);
  const [valueWord, timeWord, extra] = words;
  if (valueWord === undefined) return fail('the value is missing', numbers.length);
  const value = parseGoFloat(valueWord.text);
  if (value === undefined) return fail(`"${valueWord.text}" is not a number`, valueWord.at);
  if (extra !== undefined) return fail(`"${extra.text}" stands after the timestamp`, extra.at);

  let timestampMs: number | undefined;
  if (timeWord !== undefined) {
    timestampMs = readTimestamp(timeWord.text, openMetrics);
    const unit = openMetrics ? 'a number of seconds' : 'a whole number of milliseconds';
    if (timestampMs === undefined) return fail(`the timestamp "${timeWord.text}" is not ${unit}`, timeWord.at);
  }
  let exemplar: Exemplar | undefined;
  if (exemplarText !== undefined) {
    if (!openMetrics) return fail('exemplars need OpenMetrics; the text format has none', numbers.length);
    exemplar = readExemplar(text, numbers.length + 1);
    if (exemplar === undefined) oddities.push({ line, text: 'the exemplar cannot be read', at: numbers.length });
  }
  const sample: Sample = {
    name,
    labels: labels.labels,
    value,
    line,
    ...(timestampMs !== undefined && { timestampMs }),
    ...(exemplar !== undefined && { exemplar }),
  };
  return { sample, oddities };
}

/** The first `#` after the labels begins the exemplar. */
function splitAtExemplar(text: string, from: number): readonly [string, string?] {
  const at = text.indexOf('#', from);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at)];
}

interface Word {
  readonly text: string;
  readonly at: number;
}

function wordsFrom(text: string, from: number): Word[] {
  return Array.from(text.slice(from).matchAll(/\S+/g), (match) => ({ text: match[0], at: from + match.index }));
}

function readTimestamp(text: string, openMetrics: boolean): number | undefined {
  if (!openMetrics) return /^-?\d{1,16}$/.test(text) ? Number(text) : undefined;
  const seconds = parseGoFloat(text);
  return seconds !== undefined && Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

/** `{trace_id="…"} 0.3 1795392411.298`, beginning at `from`. */
function readExemplar(text: string, from: number): Exemplar | undefined {
  const start = text.indexOf('{', from);
  if (start < 0 || text.slice(from, start).trim() !== '') return undefined;
  const { labels, end, oddities } = readLabels(text, start);
  const [value, timestamp, extra] = wordsFrom(text, end).map((word) => parseGoFloat(word.text) ?? Number.NaN);
  if (labels === undefined || oddities.length > 0 || value === undefined || extra !== undefined) return undefined;
  if (Number.isNaN(value) || (timestamp !== undefined && !Number.isFinite(timestamp))) return undefined;
  return { labels, value, ...(timestamp !== undefined && { timestampSeconds: timestamp }) };
}
