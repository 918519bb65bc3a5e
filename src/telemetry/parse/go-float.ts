const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const infinity = /^([+-]?)inf(?:inity)?$/i;

/** Read a number as Prometheus writes and reads it: `1`, `.5`, `1e-3`, `+Inf`, `NaN`. Undefined for anything else. */
export function parseGoFloat(text: string): number | undefined {
  if (decimal.test(text)) return Number(text);
  const sign = infinity.exec(text)?.[1];
  if (sign !== undefined) return sign === '-' ? -Infinity : Infinity;
  return /^[+-]?nan$/i.test(text) ? Number.NaN : undefined;
}
