/** For sorting nanoseconds since 1970. */
export function compareNano(one: bigint, other: bigint): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** 0n for an empty list. */
export function earliestOf(times: readonly bigint[]): bigint {
  return times.reduce((earliest, time) => (time < earliest ? time : earliest), times[0] ?? 0n);
}

/** 0n for an empty list. */
export function latestOf(times: readonly bigint[]): bigint {
  return times.reduce((latest, time) => (time > latest ? time : latest), times[0] ?? 0n);
}

/** Milliseconds with fractions, exact enough for any duration a person meets. */
export function nanoToMs(nano: bigint): number {
  return Number(nano) / 1_000_000;
}
