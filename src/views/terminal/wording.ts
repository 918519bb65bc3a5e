/** `1 lesson`, `9,960 lines`. The word gets an s. */
export function counted(count: number, word: string): string {
  return `${grouped(count)} ${word}${count === 1 ? '' : 's'}`;
}

/** A whole number with commas: `9,960`. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

/** A duration as one says it: `480 ms`, `1.3 s`, `2 min 5 s`. */
export function briefDuration(durationMs: number): string {
  if (!Number.isFinite(durationMs)) return 'unknown time';
  if (Math.abs(durationMs) < 999.5) return `${Math.round(durationMs)} ms`;
  if (Math.abs(durationMs) < 59_950) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  return `${Math.trunc(seconds / 60)} min ${Math.abs(seconds % 60)} s`;
}
