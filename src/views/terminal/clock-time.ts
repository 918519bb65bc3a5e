/** The time of day in UTC, `00:05:23.033`, of milliseconds since 1970; undefined where there is no such day. */
export function clockTime(timeMs: number): string | undefined {
  return Math.abs(timeMs) <= latestTimeMs ? new Date(timeMs).toISOString().split('T')[1]?.replace('Z', '') : undefined;
}

/** When in the attempt: `+0.412 s`. */
export function attemptTime(atMs: number): string {
  return `+${(atMs / 1000).toFixed(3)} s`;
}

/** The last moment a Date can hold. */
const latestTimeMs = 8.64e15;
