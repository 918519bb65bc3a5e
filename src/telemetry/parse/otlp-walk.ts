import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import type { AttributeValue } from '../model.ts';
import { objectsIn, readAttributes, readText } from './otlp-value.ts';

export interface Scoped {
  readonly item: JsonObject;
  readonly resource: Readonly<Record<string, AttributeValue>>;
  /** Name of the instrumentation scope; empty text when unknown. */
  readonly scope: string;
}

const keys = {
  spans: ['resourceSpans', 'scopeSpans'],
  logRecords: ['resourceLogs', 'scopeLogs'],
  metrics: ['resourceMetrics', 'scopeMetrics'],
} as const;

/** All spans, log records or metrics of a body, each with its resource and scope. */
export function scopedItems(body: JsonObject, kind: keyof typeof keys): Scoped[] {
  const [ofResource, ofScope] = keys[kind];
  return objectsIn(body[ofResource]).flatMap((group) => {
    const resource = isJsonObject(group['resource']) ? readAttributes(group['resource']['attributes']) : {};
    return objectsIn(group[ofScope]).flatMap((inner) => {
      const scope = (isJsonObject(inner['scope']) && readText(inner['scope']['name'])) || '';
      return objectsIn(inner[kind]).map((item) => ({ item, resource, scope }));
    });
  });
}
