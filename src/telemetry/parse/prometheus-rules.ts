import type { MetricFamily, Oddity, Sample } from '../model.ts';
import { seriesKey } from '../series-key.ts';
import { parseGoFloat } from './go-float.ts';

/** What the samples of a family say against each other, or against its type. */
export function familyOddities(family: MetricFamily): Oddity[] {
  if (family.type === 'counter') return family.samples.flatMap(countOddities);
  if (family.type === 'histogram') return histogramOddities(family, '_count');
  if (family.type === 'gaugehistogram') return histogramOddities(family, '_gcount');
  return [];
}

function countOddities({ name, value, line }: Sample): Oddity[] {
  if (Number.isNaN(value)) return [{ line, text: `"${name}" is NaN; a counter counts` }];
  return value < 0 ? [{ line, text: `"${name}" is negative; a counter never is` }] : [];
}

function histogramOddities(family: MetricFamily, countSuffix: string): Oddity[] {
  const series = Map.groupBy(family.samples, (sample) => seriesKey(sample.labels, ['le']));
  return [...series.values()].flatMap((samples) => {
    const buckets = samples.filter((sample) => sample.name === `${family.name}_bucket`);
    const count = samples.find((sample) => sample.name === family.name + countSuffix);
    return bucketOddities(family.name, buckets, count);
  });
}

function bucketOddities(name: string, samples: readonly Sample[], count: Sample | undefined): Oddity[] {
  const buckets = samples.map((sample) => ({ sample, le: parseGoFloat(sample.labels['le'] ?? '') ?? Number.NaN }));
  const unread = buckets.filter(({ le }) => Number.isNaN(le));
  const oddities: Oddity[] = unread.map(({ sample }) => {
    return { line: sample.line, text: `a bucket of "${name}" has no label le with a number` };
  });
  if (unread.length > 0) return oddities;

  buckets.sort((one, other) => one.le - other.le);
  buckets.forEach(({ sample }, index) => {
    const below = buckets[index - 1];
    oddities.push(...countOddities(sample));
    if (below !== undefined && sample.value < below.sample.value) {
      const labels = `le="${sample.labels['le']}" is below le="${below.sample.labels['le']}"`;
      oddities.push({ line: sample.line, text: `the buckets of "${name}" are not cumulative: ${labels}` });
    }
  });
  const last = buckets.at(-1);
  const line = last?.sample.line ?? count?.line ?? 1;
  if (last?.le !== Infinity) oddities.push({ line, text: `the histogram "${name}" has no bucket le="+Inf"` });
  if (count === undefined) {
    oddities.push({ line, text: `the histogram "${name}" has no _count` });
  } else if (last?.le === Infinity && count.value !== last.sample.value) {
    const words = `${count.name} is ${count.value}, but the bucket le="+Inf" is ${last.sample.value}`;
    oddities.push({ line: count.line, text: words });
  }
  return oddities;
}
