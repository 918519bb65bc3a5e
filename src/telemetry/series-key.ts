import type { JsonValue } from '../kernel/json.ts';

export type Labels = Readonly<Record<string, string>>;

/** The same text for the same labels or attributes, in whatever order they were written. `without` leaves some out (`le`). */
export function seriesKey(labels: Readonly<Record<string, JsonValue>>, without: readonly string[] = []): string {
  const names = Object.keys(labels).filter((name) => !without.includes(name));
  return JSON.stringify(names.toSorted().map((name) => [name, labels[name]]));
}

/** All of `wanted` stand in `labels`; other labels may stand there too. */
export function hasLabels(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([name, value]) => labels[name] === value);
}
