import { bucketsOf } from '../../telemetry/derive/buckets.ts';
import type { MetricFamily, Sample } from '../../telemetry/model.ts';
import { seriesKey } from '../../telemetry/series-key.ts';
import type { FamilyContext } from './family-context.ts';
import { excerpt } from './excerpt.ts';
import { histogramLines } from './histogram.ts';
import { labelText } from './label-text.ts';
import { dim, indentLines, type Line, plain, wrapLine } from './line.ts';
import { leftOutLine } from './marked-table.ts';
import { noteLines, remarkSign } from './remark.ts';
import { plainNumber } from './wording.ts';

/** The histograms of a family, one per combination of labels. The first few are drawn, the others only named. */
export function histogramBlocks(family: MetricFamily, context: FamilyContext): Line[] {
  const groups = [...Map.groupBy(family.samples, ({ labels }) => seriesKey(labels, ['le'])).values()];
  const notesOf = (samples: readonly Sample[]): string[] => samples.flatMap(({ line }) => context.notesOn(line));
  let drawn = 0;
  return excerpt(groups, context.limit, (samples) => notesOf(samples).length > 0).flatMap((one) => {
    if ('leftOut' in one) return [leftOutLine(one.leftOut)];
    const notes = notesOf(one.item);
    const isDrawn = notes.length > 0 || drawn++ < mostDrawn;
    return blockLines({ ...family, samples: one.item }, notes, isDrawn, context);
  });
}

/** A histogram takes fifteen lines: more of them and none is read. */
const mostDrawn = 3;

function blockLines(family: MetricFamily, notes: readonly string[], isDrawn: boolean, context: FamilyContext): Line[] {
  const { width } = context;
  return [
    ...indentLines(wrapLine(summary(family, context), width - 2), 2, remarkSign(notes)),
    ...(isDrawn ? indentLines(histogramLines(bucketsOf(family), width - 4), 4) : []),
    ...noteLines(notes, width, 2),
  ];
}

/** `{route="/cart"}  45 observations, sum 12.3, average 0.27  +12`. */
function summary({ name, samples }: MetricFamily, { growthOf }: FamilyContext): Line {
  const part = (suffix: string): Sample | undefined => samples.find((sample) => sample.name === `${name}${suffix}`);
  const count = part('_count');
  const sum = part('_sum');
  const said = [
    count === undefined ? 'no _count' : `${plainNumber(count.value)} observed`,
    sum === undefined ? 'no _sum' : `sum ${plainNumber(sum.value)}`,
    ...(count !== undefined && sum !== undefined && count.value > 0
      ? [`average ${plainNumber(Number((sum.value / count.value).toPrecision(3)))}`]
      : []),
  ];
  const labels = labelText(samples[0]?.labels ?? {}, ['le']);
  return [
    plain(labels === '' ? '' : `${labels}  `),
    plain(said.join(', ')),
    dim(count === undefined ? '' : `  ${growthOf(count)}`),
  ];
}
