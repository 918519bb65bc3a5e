import type { JsonObject, JsonValue } from '../../kernel/json.ts';
import { logLevels, type LogLevel } from '../model.ts';

/** The level, from a word in any case or from pino's number. */
export function levelOf(fields: JsonObject): LogLevel | undefined {
  return firstRead(fields, ['level', 'severity', 'lvl', 'severityText'], readLevel);
}

/** Milliseconds since 1970. ISO text without a zone is read as UTC, so that the answer does not depend on the machine. */
export function timeMsOf(fields: JsonObject): number | undefined {
  return firstRead(fields, ['time', 'timestamp', 'ts', '@timestamp', 'date'], readTime);
}

export function messageOf(fields: JsonObject): string | undefined {
  return firstRead(fields, ['msg', 'message'], (value) => (typeof value === 'string' ? value : undefined));
}

function firstRead<T>(
  fields: JsonObject,
  names: readonly string[],
  read: (value: JsonValue) => T | undefined,
): T | undefined {
  for (const name of names) {
    const value = fields[name];
    const answer = value === undefined ? undefined : read(value);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

const levelWords = new Map<string, LogLevel>([
  ...logLevels.map((level) => [level, level] as const),
  ['information', 'info'],
  ['notice', 'info'],
  ['warning', 'warn'],
  ['err', 'error'],
  ['crit', 'fatal'],
  ['critical', 'fatal'],
  ['alert', 'fatal'],
  ['emerg', 'fatal'],
  ['emergency', 'fatal'],
]);

function readLevel(value: JsonValue): LogLevel | undefined {
  if (typeof value === 'string') return levelWords.get(value.toLowerCase());
  // pino counts 10, 20, … 60; a level of one's own (35) belongs to the one below it.
  if (typeof value === 'number' && value >= 10 && value < 70) return logLevels[Math.floor(value / 10) - 1];
  return undefined;
}

const isoTime = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)([Zz]|[+-]\d\d:?\d\d)?$/;
const digits = /^\d{9,19}(?:\.\d+)?$/;

function readTime(value: JsonValue): number | undefined {
  if (typeof value === 'number') return epochMs(value);
  if (typeof value !== 'string') return undefined;
  const parts = isoTime.exec(value);
  if (parts === null) return digits.test(value) ? epochMs(Number(value)) : undefined;
  const [, day, time, zone = 'Z'] = parts;
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const timeMs = Date.parse(`${day}T${time}${offset}`);
  return Number.isNaN(timeMs) ? undefined : timeMs;
}

/** Today is about 1.8e9 s, 1.8e12 ms, 1.8e15 us and 1.8e18 ns after 1970. Smaller numbers are durations, not dates. */
function epochMs(value: number): number | undefined {
  if (value < 1e8 || value >= 1e20) return undefined;
  if (value < 1e11) return value * 1000;
  if (value < 1e14) return value;
  if (value < 1e17) return value / 1000;
  return value / 1_000_000;
}
