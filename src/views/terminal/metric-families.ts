import { seriesDeltas } from '../../telemetry/derive/rate.ts';
import { countSeries } from '../../telemetry/derive/series.ts';
import type { MetricFamily, Sample, Scrape } from '../../telemetry/model.ts';
import { seriesKey } from '../../telemetry/series-key.ts';
import type { FamilyContext } from './family-context.ts';
import { excerpt } from './excerpt.ts';
import { labelText } from './label-text.ts';
import { dim, indentLines, type Line, paragraph, piece, plain, space, strong, withGaps, wrapLine } from './line.ts';
import { type MarkedRow, markedTable } from './marked-table.ts';
import { histogramBlocks } from './metric-histograms.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';
import { noteLines, notesAt, type Remark, remarkSign } from './remark.ts';
import { counted, grouped, plainNumber, signedNumber } from './wording.ts';

export interface MetricFamiliesModel {
  readonly scrape: Scrape;
  /** An earlier scrape: series say how much they grew since. */
  readonly before?: Scrape | undefined;
  /** Series at most, in each family. */
  readonly limit: number;
  readonly marks: readonly Remark[];
}

/** A scrape, family by family: type, help, number of series, values with their growth, histograms with bars and quantiles. */
export function metricFamiliesView({ scrape, before, limit, marks }: MetricFamiliesModel, look: Look): string[] {
  const notesOn = (line: number): string[] =>
    notesAt(marks, (at) => at.signal === 'scrape' && at.scrape === scrape.name && at.line === line);
  const growth = before === undefined ? new Map<string, string>() : growthBetween(before, scrape);
  const growthOf = ({ name, labels }: Sample): string => growth.get(`${name} ${seriesKey(labels)}`) ?? '';
  const context = { limit, width: look.width, notesOn, growthOf };
  const sampled = new Set(scrape.families.flatMap(({ samples }) => samples.map(({ line }) => line)));
  return paint(
    withGaps([
      scrape.families.length === 0 ? paragraph('No metric was found in this scrape.', look.width, 2, 'dim') : [],
      ...scrape.families.map((family) => familyLines(family, context)),
      oddityLines(scrape, marks, sampled, context),
    ]),
    look,
  );
}

function growthBetween(before: Scrape, after: Scrape): Map<string, string> {
  const names = new Set(after.families.flatMap(({ samples }) => samples.map(({ name }) => name)));
  const deltas = [...names].flatMap((name) => seriesDeltas(before, after, name).map((delta) => ({ name, ...delta })));
  return new Map(
    deltas.map(({ name, labels, delta, before: earlier, wasReset }) => [
      `${name} ${seriesKey(labels)}`,
      `${signedNumber(delta)}${earlier === undefined ? ' new' : wasReset ? ' after a reset' : ''}`,
    ]),
  );
}

function familyLines(family: MetricFamily, context: FamilyContext): Line[] {
  const { name, type, help, samples } = family;
  const title: Line = [strong(name), dim(`  ${type}`)];
  const [only] = samples;
  if (samples.length === 1 && only !== undefined && only.name === name && Object.keys(only.labels).length === 0) {
    const notes = context.notesOn(only.line);
    const value: Line = [...title, plain(`  ${plainNumber(only.value)}`), dim(`  ${context.growthOf(only)}`)];
    return [
      ...indentLines(wrapLine(value, context.width - 2), 2, remarkSign(notes)),
      ...noteLines(notes, context.width, 2),
    ];
  }
  return [
    ...indentLines(wrapLine(title, context.width - 2), 2),
    ...(help === undefined || help === '' ? [] : paragraph(help, context.width, 2, 'dim')),
    ...paragraph(seriesText(family), context.width, 2, 'dim'),
    ...(type === 'histogram' ? histogramBlocks(family, context) : sampleLines(family, context)),
  ];
}

/** `3 series: route 2 values, status 1 value`. Each label multiplies the series. */
function seriesText(family: MetricFamily): string {
  const [count] = countSeries({ families: [family] });
  const labels = (count?.labels ?? []).map(({ name, values }) => `${name} ${counted(values, 'value')}`).join(', ');
  return `${grouped(count?.series ?? 0)} series${labels === '' ? '' : `: ${labels}`}`;
}

function sampleLines({ name, samples }: MetricFamily, { limit, width, notesOn, growthOf }: FamilyContext): Line[] {
  const shown = excerpt(samples, limit, ({ line }) => notesOn(line).length > 0);
  const row = (sample: Sample): MarkedRow => ({
    cells: [
      [plain(`${sample.name.slice(name.length)}${labelText(sample.labels)}`)],
      [strong(plainNumber(sample.value))],
      [dim(growthOf(sample))],
    ],
    notes: notesOn(sample.line),
    below:
      sample.exemplar === undefined
        ? []
        : [[space(2), dim(`exemplar ${labelText(sample.exemplar.labels)} ${plainNumber(sample.exemplar.value)}`)]],
  });
  return markedTable(
    shown.map((one) => ('item' in one ? { item: row(one.item) } : one)),
    [{ shrinks: true }, { align: 'right' }, {}],
    width,
  );
}

/** What is wrong with the text, and marks on lines that hold no sample, each with its line. */
function oddityLines(
  { oddities, lines }: Scrape,
  marks: readonly Remark[],
  sampled: ReadonlySet<number>,
  context: FamilyContext,
): Line[] {
  const marked = marks.flatMap(({ at }) =>
    at.signal === 'scrape' && context.notesOn(at.line).length > 0 && !sampled.has(at.line) ? [at.line] : [],
  );
  const numbers = [...new Set([...marked, ...oddities.slice(0, context.limit).map(({ line }) => line)])].toSorted(
    (one, other) => one - other,
  );
  return numbers.flatMap((number) => {
    const notes = context.notesOn(number);
    const said = oddities
      .filter(({ line }) => line === number)
      .map(({ text }): Line => [space(4), piece('unclear', `! ${text}`)]);
    const line: Line = [...remarkSign(notes), dim(`line ${number}  `), plain(lines[number - 1] ?? '')];
    return [line, ...said, ...noteLines(notes, context.width, 2)];
  });
}
