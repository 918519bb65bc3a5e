import type { MetricFamily, OtelPoint } from '../model.ts';
import { parseGoFloat } from '../parse/go-float.ts';
import { hasLabels, type Labels } from '../series-key.ts';
import type { Bucket } from './quantile.ts';

/**
 * The buckets of a Prometheus histogram, added up over all series that have the wanted labels, by ascending bound.
 * Samples whose `le` is no number are left out.
 */
export function bucketsOf(family: MetricFamily, match: Labels = {}): Bucket[] {
  const counts = new Map<number, number>();
  for (const { name, labels, value } of family.samples) {
    const upperBound = parseGoFloat(labels['le'] ?? '');
    if (name !== `${family.name}_bucket` || upperBound === undefined || !hasLabels(labels, match)) continue;
    counts.set(upperBound, (counts.get(upperBound) ?? 0) + value);
  }
  const buckets = Array.from(counts, ([upperBound, count]): Bucket => ({ upperBound, count }));
  return buckets.toSorted((one, other) => one.upperBound - other.upperBound);
}

/** The buckets of an OpenTelemetry histogram point, made cumulative; none when the point has none. */
export function bucketsOfPoint({ bucketCounts = [], explicitBounds = [] }: OtelPoint): Bucket[] {
  let count = 0;
  return bucketCounts.map((inside, index) => {
    count += inside;
    return { upperBound: explicitBounds[index] ?? Infinity, count };
  });
}
