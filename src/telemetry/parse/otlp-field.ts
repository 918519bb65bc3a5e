/** Types of OTLP's protobuf fields. Ids are bytes that OTLP/JSON writes as hexadecimal text. */
export type ScalarType =
  | 'text'
  | 'bytes'
  | 'id'
  | 'bool'
  | 'double'
  | 'fixed64'
  | 'sfixed64'
  | 'uint64'
  | 'int64'
  | 'fixed32'
  | 'uint32'
  | 'sint32'
  | 'enum';

export type MessageName =
  | 'ExportTraceServiceRequest'
  | 'ResourceSpans'
  | 'ScopeSpans'
  | 'Span'
  | 'Event'
  | 'Link'
  | 'Status'
  | 'ExportMetricsServiceRequest'
  | 'ResourceMetrics'
  | 'ScopeMetrics'
  | 'Metric'
  | 'Gauge'
  | 'Sum'
  | 'Histogram'
  | 'ExponentialHistogram'
  | 'Summary'
  | 'NumberDataPoint'
  | 'HistogramDataPoint'
  | 'ExponentialHistogramDataPoint'
  | 'Buckets'
  | 'SummaryDataPoint'
  | 'ValueAtQuantile'
  | 'Exemplar'
  | 'ExportLogsServiceRequest'
  | 'ResourceLogs'
  | 'ScopeLogs'
  | 'LogRecord'
  | 'Resource'
  | 'EntityRef'
  | 'InstrumentationScope'
  | 'KeyValue'
  | 'AnyValue'
  | 'ArrayValue'
  | 'KeyValueList';

export interface Field {
  /** As OTLP/JSON says it. */
  readonly name: string;
  readonly type: ScalarType | MessageName;
  readonly isRepeated: boolean;
  /** Zero or empty means something else than absent: members of a oneof and `optional` fields. */
  readonly keepsDefault: boolean;
}

export interface MessageSchema {
  readonly byNumber: ReadonlyMap<number, Field>;
  readonly byName: ReadonlyMap<string, Field>;
}

export function one(name: string, type: Field['type']): Field {
  return { name, type, isRepeated: false, keepsDefault: false };
}

export function kept(name: string, type: Field['type']): Field {
  return { name, type, isRepeated: false, keepsDefault: true };
}

export function many(name: string, type: Field['type']): Field {
  return { name, type, isRepeated: true, keepsDefault: false };
}

export function message(fields: Readonly<Record<number, Field>>): MessageSchema {
  const entries = Object.entries(fields).map(([number, field]) => [Number(number), field] as const);
  return { byNumber: new Map(entries), byName: new Map(entries.map(([, field]) => [field.name, field])) };
}
