import type { MetricFamily, MetricType, Oddity, Sample } from '../model.ts';
import { seriesKey } from '../series-key.ts';
import type { Metadata } from './prometheus-comment.ts';
import type { PrometheusLines } from './prometheus-lines.ts';

/** Put samples and metadata together, in the order in which the families first appear. */
export function groupFamilies(
  { samples, metadata }: PrometheusLines,
  openMetrics: boolean,
): { readonly families: MetricFamily[]; readonly oddities: Oddity[] } {
  const oddities: Oddity[] = [];
  const families = new Map<string, GrowingFamily>();
  for (const entry of metadata) {
    const family = families.get(entry.name) ?? newFamily(entry.name, entry.line);
    families.set(entry.name, family);
    oddities.push(...describe(family, entry));
  }
  let current: GrowingFamily | undefined;
  for (const sample of samples) {
    const name = familyNameOf(sample.name, families, openMetrics);
    const family = families.get(name) ?? newFamily(name, sample.line);
    families.set(name, family);
    if (family !== current && family.samples.length > 0) {
      oddities.push({ line: sample.line, text: `the lines of "${name}" do not stand together` });
    }
    current = family;
    oddities.push(...add(family, sample, openMetrics));
  }
  const inOrder = [...families.values()].toSorted((one, other) => firstLine(one) - firstLine(other));
  return { families: inOrder.map(finished), oddities };
}

interface GrowingFamily {
  readonly name: string;
  readonly samples: Sample[];
  /** Of the samples seen so far, to find doubles. */
  readonly keys: Set<string>;
  /** Line of the first metadata or sample. */
  line: number;
  type?: { readonly is: MetricType; readonly line: number };
  help?: string;
  unit?: string;
}

function newFamily(name: string, line: number): GrowingFamily {
  return { name, line, samples: [], keys: new Set() };
}

function describe(family: GrowingFamily, entry: Metadata): Oddity[] {
  const twice = { line: entry.line, text: `a second ${entry.kind} for "${entry.name}"` };
  if (entry.kind === 'TYPE') {
    if (family.type !== undefined) return [twice];
    family.type = { is: entry.type, line: entry.line };
    return [];
  }
  const key = entry.kind === 'HELP' ? 'help' : 'unit';
  if (family[key] !== undefined) return [twice];
  family[key] = entry.text;
  return [];
}

/** Suffixes of the samples that belong to a family of this type; an empty one means the family's own name. */
const suffixes: Readonly<Record<MetricType, readonly string[]>> = {
  counter: [''],
  gauge: [''],
  histogram: ['_bucket', '_sum', '_count'],
  summary: ['', '_sum', '_count'],
  untyped: [''],
  unknown: [''],
  info: ['_info'],
  stateset: [''],
  gaugehistogram: ['_bucket', '_gsum', '_gcount'],
};

const openMetricsSuffixes: Readonly<Record<MetricType, readonly string[]>> = {
  ...suffixes,
  counter: ['_total', '_created'],
  histogram: [...suffixes.histogram, '_created'],
  summary: [...suffixes.summary, '_created'],
};

function suffixesOf(type: MetricType, openMetrics: boolean): readonly string[] {
  return (openMetrics ? openMetricsSuffixes : suffixes)[type];
}

function familyNameOf(sample: string, families: ReadonlyMap<string, GrowingFamily>, openMetrics: boolean): string {
  if (families.get(sample)?.type !== undefined) return sample;
  const cut = sample.lastIndexOf('_');
  const base = families.get(sample.slice(0, Math.max(cut, 0)));
  const belongs = base?.type !== undefined && suffixesOf(base.type.is, openMetrics).includes(sample.slice(cut));
  return belongs ? base.name : sample;
}

function add(family: GrowingFamily, sample: Sample, openMetrics: boolean): Oddity[] {
  const { line } = sample;
  const oddities: Oddity[] = [];
  const type = family.type?.is ?? 'untyped';
  const isFirst = family.samples.length === 0;
  if (isFirst && family.type !== undefined && family.type.line > line) {
    oddities.push({ line: family.type.line, text: `TYPE of "${family.name}" stands after its first sample` });
  }
  const allowed = suffixesOf(type, openMetrics).map((suffix) => family.name + suffix);
  if (!allowed.includes(sample.name)) {
    oddities.push({
      line,
      text: `a ${type} "${family.name}" has no sample "${sample.name}"; expected ${allowed.join(', ')}`,
    });
  }
  const key = `${sample.name} ${sample.timestampMs ?? ''} ${seriesKey(sample.labels)}`;
  if (family.keys.has(key))
    oddities.push({ line, text: `the series "${sample.name}" with the same labels stands twice` });
  family.keys.add(key);
  family.samples.push(sample);
  return oddities;
}

function firstLine(family: GrowingFamily): number {
  return Math.min(family.line, family.samples[0]?.line ?? family.line);
}

function finished(family: GrowingFamily): MetricFamily {
  return {
    name: family.name,
    type: family.type?.is ?? 'untyped',
    line: family.type?.line ?? family.samples[0]?.line ?? family.line,
    samples: family.samples,
    ...(family.help !== undefined && { help: family.help }),
    ...(family.unit !== undefined && { unit: family.unit }),
  };
}
