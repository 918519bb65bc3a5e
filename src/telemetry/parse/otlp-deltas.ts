import { earliestOf, latestOf } from '../nano.ts';
import { seriesKey } from '../series-key.ts';
import type { OtelPoint } from '../model.ts';

/** Add up delta points that have the same attributes (and, for histograms, the same bounds). */
export function addDeltas(points: readonly OtelPoint[]): OtelPoint[] {
  const alike = Map.groupBy(points, ({ attributes, explicitBounds }) => {
    return seriesKey(attributes) + JSON.stringify(explicitBounds ?? []);
  });
  return Array.from(alike.values(), addUp);
}

function addUp(points: readonly OtelPoint[]): OtelPoint {
  const last = points.at(-1)!;
  return {
    ...last,
    startUnixNano: earliestOf(points.map((point) => point.startUnixNano)),
    timeUnixNano: latestOf(points.map((point) => point.timeUnixNano)),
    ...(last.value !== undefined && { value: total(points.map((point) => point.value)) }),
    ...(last.count !== undefined && { count: total(points.map((point) => point.count)) }),
    ...(last.sum !== undefined && { sum: total(points.map((point) => point.sum)) }),
    ...(last.bucketCounts !== undefined && {
      bucketCounts: last.bucketCounts.map((_, index) => total(points.map((point) => point.bucketCounts?.[index]))),
    }),
  };
}

function total(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((sum, number) => sum + (number ?? 0), 0);
}
