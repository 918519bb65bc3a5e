import { kept, many, message, one, type Field, type MessageName, type MessageSchema } from './otlp-field.ts';

/** @see https://github.com/open-telemetry/opentelemetry-proto */
export function schemaOf(name: MessageName): MessageSchema {
  return schemas[name];
}

export function isMessageName(type: Field['type']): type is MessageName {
  return type in schemas;
}

const startAndTime = { 2: one('startTimeUnixNano', 'fixed64'), 3: one('timeUnixNano', 'fixed64') };
const numberValue = { 4: kept('asDouble', 'double'), 6: kept('asInt', 'sfixed64') };

const schemas: Readonly<Record<MessageName, MessageSchema>> = {
  ExportTraceServiceRequest: message({ 1: many('resourceSpans', 'ResourceSpans') }),
  ResourceSpans: message({
    1: one('resource', 'Resource'),
    2: many('scopeSpans', 'ScopeSpans'),
    3: one('schemaUrl', 'text'),
  }),
  ScopeSpans: message({
    1: one('scope', 'InstrumentationScope'),
    2: many('spans', 'Span'),
    3: one('schemaUrl', 'text'),
  }),
  Span: message({
    1: one('traceId', 'id'),
    2: one('spanId', 'id'),
    3: one('traceState', 'text'),
    4: one('parentSpanId', 'id'),
    5: one('name', 'text'),
    6: one('kind', 'enum'),
    7: one('startTimeUnixNano', 'fixed64'),
    8: one('endTimeUnixNano', 'fixed64'),
    9: many('attributes', 'KeyValue'),
    10: one('droppedAttributesCount', 'uint32'),
    11: many('events', 'Event'),
    12: one('droppedEventsCount', 'uint32'),
    13: many('links', 'Link'),
    14: one('droppedLinksCount', 'uint32'),
    15: one('status', 'Status'),
    16: one('flags', 'fixed32'),
  }),
  Event: message({
    1: one('timeUnixNano', 'fixed64'),
    2: one('name', 'text'),
    3: many('attributes', 'KeyValue'),
    4: one('droppedAttributesCount', 'uint32'),
  }),
  Link: message({
    1: one('traceId', 'id'),
    2: one('spanId', 'id'),
    3: one('traceState', 'text'),
    4: many('attributes', 'KeyValue'),
    5: one('droppedAttributesCount', 'uint32'),
    6: one('flags', 'fixed32'),
  }),
  Status: message({ 2: one('message', 'text'), 3: one('code', 'enum') }),

  ExportMetricsServiceRequest: message({ 1: many('resourceMetrics', 'ResourceMetrics') }),
  ResourceMetrics: message({
    1: one('resource', 'Resource'),
    2: many('scopeMetrics', 'ScopeMetrics'),
    3: one('schemaUrl', 'text'),
  }),
  ScopeMetrics: message({
    1: one('scope', 'InstrumentationScope'),
    2: many('metrics', 'Metric'),
    3: one('schemaUrl', 'text'),
  }),
  Metric: message({
    1: one('name', 'text'),
    2: one('description', 'text'),
    3: one('unit', 'text'),
    5: kept('gauge', 'Gauge'),
    7: kept('sum', 'Sum'),
    9: kept('histogram', 'Histogram'),
    10: kept('exponentialHistogram', 'ExponentialHistogram'),
    11: kept('summary', 'Summary'),
    12: many('metadata', 'KeyValue'),
  }),
  Gauge: message({ 1: many('dataPoints', 'NumberDataPoint') }),
  Sum: message({
    1: many('dataPoints', 'NumberDataPoint'),
    2: one('aggregationTemporality', 'enum'),
    3: one('isMonotonic', 'bool'),
  }),
  Histogram: message({ 1: many('dataPoints', 'HistogramDataPoint'), 2: one('aggregationTemporality', 'enum') }),
  ExponentialHistogram: message({
    1: many('dataPoints', 'ExponentialHistogramDataPoint'),
    2: one('aggregationTemporality', 'enum'),
  }),
  Summary: message({ 1: many('dataPoints', 'SummaryDataPoint') }),
  NumberDataPoint: message({
    ...startAndTime,
    ...numberValue,
    5: many('exemplars', 'Exemplar'),
    7: many('attributes', 'KeyValue'),
    8: one('flags', 'uint32'),
  }),
  HistogramDataPoint: message({
    ...startAndTime,
    4: one('count', 'fixed64'),
    5: kept('sum', 'double'),
    6: many('bucketCounts', 'fixed64'),
    7: many('explicitBounds', 'double'),
    8: many('exemplars', 'Exemplar'),
    9: many('attributes', 'KeyValue'),
    10: one('flags', 'uint32'),
    11: kept('min', 'double'),
    12: kept('max', 'double'),
  }),
  ExponentialHistogramDataPoint: message({
    1: many('attributes', 'KeyValue'),
    ...startAndTime,
    4: one('count', 'fixed64'),
    5: kept('sum', 'double'),
    6: one('scale', 'sint32'),
    7: one('zeroCount', 'fixed64'),
    8: one('positive', 'Buckets'),
    9: one('negative', 'Buckets'),
    10: one('flags', 'uint32'),
    11: many('exemplars', 'Exemplar'),
    12: kept('min', 'double'),
    13: kept('max', 'double'),
    14: one('zeroThreshold', 'double'),
  }),
  Buckets: message({ 1: one('offset', 'sint32'), 2: many('bucketCounts', 'uint64') }),
  SummaryDataPoint: message({
    ...startAndTime,
    4: one('count', 'fixed64'),
    5: one('sum', 'double'),
    6: many('quantileValues', 'ValueAtQuantile'),
    7: many('attributes', 'KeyValue'),
    8: one('flags', 'uint32'),
  }),
  ValueAtQuantile: message({ 1: one('quantile', 'double'), 2: one('value', 'double') }),
  Exemplar: message({
    2: one('timeUnixNano', 'fixed64'),
    3: kept('asDouble', 'double'),
    4: one('spanId', 'id'),
    5: one('traceId', 'id'),
    6: kept('asInt', 'sfixed64'),
    7: many('filteredAttributes', 'KeyValue'),
  }),

  ExportLogsServiceRequest: message({ 1: many('resourceLogs', 'ResourceLogs') }),
  ResourceLogs: message({
    1: one('resource', 'Resource'),
    2: many('scopeLogs', 'ScopeLogs'),
    3: one('schemaUrl', 'text'),
  }),
  ScopeLogs: message({
    1: one('scope', 'InstrumentationScope'),
    2: many('logRecords', 'LogRecord'),
    3: one('schemaUrl', 'text'),
  }),
  LogRecord: message({
    1: one('timeUnixNano', 'fixed64'),
    2: one('severityNumber', 'enum'),
    3: one('severityText', 'text'),
    5: kept('body', 'AnyValue'),
    6: many('attributes', 'KeyValue'),
    7: one('droppedAttributesCount', 'uint32'),
    8: one('flags', 'fixed32'),
    9: one('traceId', 'id'),
    10: one('spanId', 'id'),
    11: one('observedTimeUnixNano', 'fixed64'),
    12: one('eventName', 'text'),
  }),

  Resource: message({
    1: many('attributes', 'KeyValue'),
    2: one('droppedAttributesCount', 'uint32'),
    3: many('entityRefs', 'EntityRef'),
  }),
  EntityRef: message({
    1: one('schemaUrl', 'text'),
    2: one('type', 'text'),
    3: many('idKeys', 'text'),
    4: many('descriptionKeys', 'text'),
  }),
  InstrumentationScope: message({
    1: one('name', 'text'),
    2: one('version', 'text'),
    3: many('attributes', 'KeyValue'),
    4: one('droppedAttributesCount', 'uint32'),
  }),
  KeyValue: message({ 1: one('key', 'text'), 2: kept('value', 'AnyValue') }),
  AnyValue: message({
    1: kept('stringValue', 'text'),
    2: kept('boolValue', 'bool'),
    3: kept('intValue', 'int64'),
    4: kept('doubleValue', 'double'),
    5: kept('arrayValue', 'ArrayValue'),
    6: kept('kvlistValue', 'KeyValueList'),
    7: kept('bytesValue', 'bytes'),
  }),
  ArrayValue: message({ 1: many('values', 'AnyValue') }),
  KeyValueList: message({ 1: many('values', 'KeyValue') }),
};
