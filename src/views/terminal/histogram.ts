import { type Bucket, explainQuantile, type QuantileExplanation } from '../../telemetry/derive/quantile.ts';
import { accent, dim, type Line, plain } from './line.ts';
import { tableLines } from './table.ts';
import { plainNumber } from './wording.ts';

/** Cumulative buckets as one bar each with its own count, then the quantiles with the arithmetic that estimates them. */
export function histogramLines(buckets: readonly Bucket[], width: number): Line[] {
  const bounds = buckets.map(({ upperBound }) => `≤ ${upperBound === Infinity ? '+Inf' : plainNumber(upperBound)}`);
  const counts = buckets.map(({ count }, index) => Math.max(0, count - (buckets[index - 1]?.count ?? 0)));
  const most = Math.max(0, ...counts);
  const barColumns = Math.min(longestBar, Math.floor(width / 2));
  const rows = counts.map((count, index): Line[] => [
    [dim(bounds[index] ?? '')],
    [plain(plainNumber(count))],
    [accent('█'.repeat(barLength(count, most, barColumns)))],
  ]);
  const quantiles = [0.5, 0.9, 0.99].flatMap((q) => quantileRow(q, buckets));
  return [
    ...tableLines(rows, [{}, { align: 'right' }, {}], width),
    ...tableLines(quantiles, [{}, { shrinks: true }], width),
  ];
}

const longestBar = 40;

/** Nothing for none, and something for one, however many there are elsewhere. */
function barLength(count: number, most: number, columns: number): number {
  return count > 0 && most > 0 ? Math.max(1, Math.round((count / most) * columns) || 0) : 0;
}

function quantileRow(q: number, buckets: readonly Bucket[]): Line[][] {
  const found = explainQuantile(q, buckets);
  return found === undefined ? [] : [[[plain(`p${q * 100} ≈ ${short(found.value)}`)], [dim(arithmetic(found))]]];
}

function arithmetic({ rule, rank, observations, lower, upper, below, inside }: QuantileExplanation): string {
  const place = `rank ${short(rank)} of ${short(observations)}`;
  if (rule === 'above-last-bound') return `${place} is above the last bound`;
  if (rule === 'first-bound') return `${place} is in the first bucket`;
  return `${place}: ${short(lower)} + ${short(upper - lower)} × (${short(rank)} − ${short(below)}) ÷ ${short(inside)}`;
}

function short(value: number): string {
  return Number.isInteger(value) ? String(value) : plainNumber(Number(value.toPrecision(4)));
}
