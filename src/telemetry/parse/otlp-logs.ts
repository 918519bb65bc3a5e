import type { JsonObject } from '../../kernel/json.ts';
import type { LogRecord } from '../model.ts';
import { readAnyValue, readAttributes, readId, readNano, readNumber, readText } from './otlp-value.ts';
import { scopedItems, type Scoped } from './otlp-walk.ts';

/**
 * Read the log records of an OTLP/JSON body, as tolerantly as spans.
 * @param firstIndex position of the body's first record over all records of the run
 */
export function readLogRecords(body: JsonObject, firstIndex: number): LogRecord[] {
  return scopedItems(body, 'logRecords').map((scoped, index) => readLogRecord(scoped, firstIndex + index));
}

function readLogRecord({ item, resource, scope }: Scoped, index: number): LogRecord {
  const severityText = readText(item['severityText']);
  const eventName = readText(item['eventName']);
  const traceId = readId(item['traceId']);
  const spanId = readId(item['spanId']);
  return {
    index,
    timeUnixNano: readNano(item['timeUnixNano']),
    observedTimeUnixNano: readNano(item['observedTimeUnixNano']),
    severityNumber: readNumber(item['severityNumber']) ?? 0,
    ...(severityText && { severityText }),
    ...(eventName && { eventName }),
    ...(item['body'] !== undefined && { body: readAnyValue(item['body']) }),
    attributes: readAttributes(item['attributes']),
    ...(traceId !== undefined && { traceId }),
    ...(spanId !== undefined && { spanId }),
    flags: readNumber(item['flags']) ?? 0,
    resource,
    scope,
  };
}
