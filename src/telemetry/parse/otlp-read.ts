// What OTLP bodies mean, once they are OTLP/JSON (see otlp-decode.ts).
export { readLogRecords } from './otlp-logs.ts';
export { readMetrics } from './otlp-metrics.ts';
export { readSpans } from './otlp-spans.ts';
