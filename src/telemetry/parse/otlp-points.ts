import type { JsonObject, JsonValue } from '../../kernel/json.ts';
import type { OtelPoint } from '../model.ts';
import { readAttributes, readNano, readNumber } from './otlp-value.ts';

/** Read a data point of any metric type: numbers have a value, histograms and summaries a count and a sum. */
export function readPoint(point: JsonObject): OtelPoint {
  const value = readNumber(point['asDouble']) ?? readNumber(point['asInt']);
  const count = readNumber(point['count']);
  const sum = readNumber(point['sum']);
  const bucketCounts = readNumbers(point['bucketCounts']);
  const explicitBounds = readNumbers(point['explicitBounds']);
  return {
    attributes: readAttributes(point['attributes']),
    startUnixNano: readNano(point['startTimeUnixNano']),
    timeUnixNano: readNano(point['timeUnixNano']),
    ...(value !== undefined && { value }),
    ...(count !== undefined && { count }),
    ...(sum !== undefined && { sum }),
    ...(bucketCounts !== undefined && { bucketCounts }),
    ...(explicitBounds !== undefined && { explicitBounds }),
  };
}

/** NaN for an entry that is no number, so that the others keep their places. */
function readNumbers(list: JsonValue | undefined): number[] | undefined {
  return Array.isArray(list) ? list.map((entry: JsonValue) => readNumber(entry) ?? Number.NaN) : undefined;
}
