export interface Bucket {
  /** Upper bound: the label `le` as a number, Infinity for the last. */
  readonly upperBound: number;
  /** Cumulative: observations up to the bound. */
  readonly count: number;
}

/** The arithmetic of one estimate, laid open. `value` = `lower` + (`upper` - `lower`) * (`rank` - `below`) / `inside`. */
export interface QuantileExplanation {
  readonly value: number;
  /** All observations. */
  readonly observations: number;
  /** How many observations lie at or below the quantile: `q` * `observations`. */
  readonly rank: number;
  /** Position of the bucket that the rank falls into, from 0, after sorting. */
  readonly bucket: number;
  /** The bucket's bounds; the first one begins at 0. */
  readonly lower: number;
  readonly upper: number;
  /** Observations below the bucket, and in it. */
  readonly below: number;
  readonly inside: number;
  /**
   * `interpolated`: linear inside the bucket. `above-last-bound`: in the +Inf bucket, which answers with its lower bound.
   * `first-bound`: in a first bucket whose bound is not above 0, which answers with that bound.
   */
  readonly rule: 'interpolated' | 'above-last-bound' | 'first-bound';
}

/**
 * Estimate a quantile from cumulative histogram buckets, the way Prometheus does.
 * Linear inside a bucket; the +Inf bucket answers with its lower bound.
 * @param q wanted quantile, 0..1
 * @param buckets upper bounds (in the unit of the metric) with cumulative counts, in any order
 * @returns in the unit of the bounds; undefined when nothing was observed, when the +Inf bucket is missing or alone, and where
 * Prometheus answers NaN
 * @throws {RangeError} when q is outside 0..1: a bug in a check, never the learner's fault
 * @see https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile
 */
export function histogramQuantile(q: number, buckets: readonly Bucket[]): number | undefined {
  return explainQuantile(q, buckets)?.value;
}

/** The same estimate with its numbers. Parameters, undefined and errors as in `histogramQuantile`. */
export function explainQuantile(q: number, buckets: readonly Bucket[]): QuantileExplanation | undefined {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`a quantile is from 0 to 1, not ${q}`);
  const sound = soundBuckets(buckets);
  const last = sound.at(-1);
  if (last?.upperBound !== Infinity || sound.length < 2 || !(last.count > 0)) return undefined;

  const rank = q * last.count;
  const found = sound.findIndex((bucket) => bucket.count >= rank);
  const bucket = found < 0 ? sound.length - 1 : found;
  const { upperBound: upper, count } = sound[bucket]!;
  const { upperBound: lower, count: below } = sound[bucket - 1] ?? { upperBound: 0, count: 0 };
  const inside = count - below;
  const numbers = { observations: last.count, rank, bucket, lower, upper, below, inside };
  if (upper === Infinity) return { ...numbers, value: lower, rule: 'above-last-bound' };
  if (bucket === 0 && upper <= 0) return { ...numbers, lower: -Infinity, value: upper, rule: 'first-bound' };
  const value = lower + (upper - lower) * ((rank - below) / inside);
  return Number.isNaN(value) ? undefined : { ...numbers, value, rule: 'interpolated' };
}

/** Ascending, one for each bound, and never falling: what a scrape in the middle of a request or a sum of rates may break. */
function soundBuckets(buckets: readonly Bucket[]): Bucket[] {
  const counts = new Map<number, number>();
  for (const { upperBound, count } of buckets) counts.set(upperBound, (counts.get(upperBound) ?? 0) + count);
  const bounds = [...counts.keys()].toSorted((one, other) => one - other);
  let highest = -Infinity;
  return bounds.map((upperBound) => {
    highest = Math.max(highest, counts.get(upperBound)!);
    return { upperBound, count: highest };
  });
}
