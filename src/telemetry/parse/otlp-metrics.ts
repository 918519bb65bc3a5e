import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import type { OtelMetric } from '../model.ts';
import { seriesKey } from '../series-key.ts';
import { readPoint } from './otlp-points.ts';
import { addDeltas } from './otlp-deltas.ts';
import { objectsIn, readNumber, readText } from './otlp-value.ts';
import { scopedItems, type Scoped } from './otlp-walk.ts';

/**
 * Read the metrics of all exports of a run, in the order of arrival.
 *
 * One `OtelMetric` per resource, scope, name and type. Cumulative metrics and gauges repeat themselves, so the last export
 * wins. Delta metrics do not: points with the same attributes are added up over all exports, from the first start to the
 * last time.
 */
export function readMetrics(bodies: readonly JsonObject[]): OtelMetric[] {
  const latest = new Map<string, { metric: OtelMetric; readonly bodyIndex: number }>();
  bodies.forEach((body, bodyIndex) => {
    for (const scoped of scopedItems(body, 'metrics')) {
      const metric = readMetric(scoped);
      if (metric === undefined) continue;
      const key = JSON.stringify([seriesKey(metric.resource), metric.scope, metric.name, metric.type]);
      const before = latest.get(key);
      if (before === undefined) latest.set(key, { metric, bodyIndex });
      else latest.set(key, { metric: merge(before.metric, metric, before.bodyIndex === bodyIndex), bodyIndex });
    }
  });
  return Array.from(latest.values(), ({ metric }) => metric);
}

const shapes = [
  ['gauge', 'gauge'],
  ['sum', 'sum'],
  ['histogram', 'histogram'],
  ['exponentialHistogram', 'exponential-histogram'],
  ['summary', 'summary'],
] as const;

const temporalities = ['unspecified', 'delta', 'cumulative'] as const;

function readMetric({ item, resource, scope }: Scoped): OtelMetric | undefined {
  for (const [key, type] of shapes) {
    const shape = item[key];
    if (!isJsonObject(shape)) continue;
    return {
      name: readText(item['name']) ?? '',
      description: readText(item['description']) ?? '',
      unit: readText(item['unit']) ?? '',
      type,
      ...(type !== 'gauge' &&
        type !== 'summary' && {
          temporality: temporalities[readNumber(shape['aggregationTemporality']) ?? 0] ?? 'unspecified',
        }),
      ...(type === 'sum' && { isMonotonic: shape['isMonotonic'] === true }),
      points: objectsIn(shape['dataPoints']).map(readPoint),
      resource,
      scope,
    };
  }
  return undefined;
}

function merge(before: OtelMetric, after: OtelMetric, sameExport: boolean): OtelMetric {
  if (after.temporality === 'delta') return { ...after, points: addDeltas([...before.points, ...after.points]) };
  return sameExport ? { ...after, points: [...before.points, ...after.points] } : after;
}
