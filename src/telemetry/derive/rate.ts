import type { Sample, Scrape } from '../model.ts';
import { hasLabels, seriesKey, type Labels } from '../series-key.ts';

export interface SeriesDelta {
  readonly labels: Labels;
  /** Undefined when the series is new. */
  readonly before?: number;
  readonly after: number;
  /** A new series counts from 0; after a reset (the counter fell) only what came since counts. */
  readonly delta: number;
  readonly wasReset: boolean;
}

/** How much each series of a counter grew between two scrapes. `name` is the sample's name, with its suffix. */
export function seriesDeltas(before: Scrape, after: Scrape, name: string, match: Labels = {}): SeriesDelta[] {
  const earlier = new Map(samplesOf(before, name, match).map(({ labels, value }) => [seriesKey(labels), value]));
  return samplesOf(after, name, match).map(({ labels, value }) => {
    const was = earlier.get(seriesKey(labels));
    const wasReset = was !== undefined && value < was;
    const delta = value - (wasReset ? 0 : (was ?? 0));
    return { labels, after: value, delta, wasReset, ...(was !== undefined && { before: was }) };
  });
}

/**
 * How much a counter grew between two scrapes, added up over all series that have the wanted labels.
 * @returns undefined when the second scrape has no such series
 */
export function counterDelta(before: Scrape, after: Scrape, name: string, match: Labels = {}): number | undefined {
  const deltas = seriesDeltas(before, after, name, match);
  return deltas.length === 0 ? undefined : deltas.reduce((sum, { delta }) => sum + delta, 0);
}

/**
 * Growth per second of one series, from its first point to its last, resets allowed for. Unlike Prometheus it does not
 * extrapolate to the edges of a range: it says what was seen.
 * @param points ascending in time
 * @returns undefined for fewer than two points or no time between them
 */
export function counterRate(points: readonly { readonly atMs: number; readonly value: number }[]): number | undefined {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || last.atMs <= first.atMs) return undefined;
  let growth = 0;
  let previous = first.value;
  for (const { value } of points.slice(1)) {
    growth += value < previous ? value : value - previous;
    previous = value;
  }
  return growth / ((last.atMs - first.atMs) / 1000);
}

function samplesOf(scrape: Scrape, name: string, match: Labels): Sample[] {
  return scrape.families
    .flatMap((family) => family.samples)
    .filter((sample) => sample.name === name && hasLabels(sample.labels, match));
}
