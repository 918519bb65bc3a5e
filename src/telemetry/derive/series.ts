import type { MetricFamily, MetricType, Scrape } from '../model.ts';
import { seriesKey } from '../series-key.ts';

/** What a family costs: its time series, and the labels that make them many. */
export interface FamilySeries {
  readonly name: string;
  readonly type: MetricType;
  /** Time series a server has to keep: each bucket of a histogram is one. */
  readonly series: number;
  /** Combinations of the labels one chose, without `le` and `quantile`. */
  readonly combinations: number;
  /** Each label with the number of its different values, the most first. */
  readonly labels: readonly { readonly name: string; readonly values: number }[];
}

/** The families of a scrape, those with the most series first. */
export function countSeries(scrape: Pick<Scrape, 'families'>): FamilySeries[] {
  return scrape.families.map(countFamily).toSorted((one, other) => other.series - one.series);
}

/** Labels that the type of a metric brings, not the one who wrote it. */
const typeLabels: Partial<Record<MetricType, readonly string[]>> = {
  histogram: ['le'],
  gaugehistogram: ['le'],
  summary: ['quantile'],
};

function countFamily({ name, type, samples }: MetricFamily): FamilySeries {
  const brought = typeLabels[type] ?? [];
  const values = new Map<string, Set<string>>();
  for (const { labels } of samples) {
    for (const [label, value] of Object.entries(labels)) {
      if (!brought.includes(label)) values.set(label, (values.get(label) ?? new Set()).add(value));
    }
  }
  const labels = Array.from(values, ([label, different]) => ({ name: label, values: different.size }));
  return {
    name,
    type,
    series: new Set(samples.map((sample) => `${sample.name} ${seriesKey(sample.labels)}`)).size,
    combinations: new Set(samples.map((sample) => seriesKey(sample.labels, brought))).size,
    labels: labels.toSorted((one, other) => other.values - one.values),
  };
}
