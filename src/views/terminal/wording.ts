/** `1 lesson`, `9,960 lines`. The word gets an s. */
export function counted(count: number, word: string): string {
  return `${grouped(count)} ${word}${count === 1 ? '' : 's'}`;
}

/** A whole number with commas: `9,960`. */
export function grouped(count: number): string {
  // Loading the locales takes 8 ms.
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A duration as one says it: `480 ms`, `1.3 s`, `2 min 5 s`. */
export function briefDuration(durationMs: number): string {
  if (!Number.isFinite(durationMs)) return 'unknown time';
  if (Math.abs(durationMs) < 999.5) return `${Math.round(durationMs)} ms`;
  if (Math.abs(durationMs) < 59_950) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  return `${Math.trunc(seconds / 60)} min ${Math.abs(seconds % 60)} s`;
}

/** A measured duration with about three digits: `340 µs`, `4.25 ms`, `123 ms`, `1.23 s`. */
export function fineDuration(durationMs: number): string {
  const size = Math.abs(durationMs);
  if (size < 0.9995) return `${Math.round(durationMs * 1000)} µs`;
  if (size < 999.5) return `${Number(durationMs.toPrecision(3))} ms`;
  return size < 59_950 ? `${Number((durationMs / 1000).toPrecision(3))} s` : briefDuration(durationMs);
}

/** A number without the noise of floating point: `0.3`, not `0.30000000000000004`. */
export function plainNumber(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(12))) : String(value).replace('Infinity', 'Inf');
}

/** `+3`, `-2`, `+0`. */
export function signedNumber(value: number): string {
  return value < 0 ? plainNumber(value) : `+${plainNumber(value)}`;
}
