import { logs, metrics, SeverityNumber, SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';
import type { Facts, Instruments, LogLevel } from '../kernel/instruments.ts';
import type { Clock } from '../kernel/world.ts';
import { counters, histograms, otelName } from './metric-table.ts';
import type { Recorder } from './recorder.ts';

const scope = 'learn-obs';

/**
 * Says everything to the OpenTelemetry API; what becomes of it is up to the SDK behind it. Names and attributes begin with
 * `learn_obs.`, in all three signals alike, so that one can be looked up in another.
 */
export function otelRecorder(version: string, clock: Clock): Required<Pick<Recorder, 'log' | 'count' | 'observe'>> {
  const meter = metrics.getMeter(scope, version);
  const logger = logs.getLogger(scope, version);
  const made = {
    counters: new Map(
      Object.entries(counters).map(([name, { description, unit }]) => [
        name,
        meter.createCounter(otelName(name), { description, unit }),
      ]),
    ),
    histograms: new Map(
      Object.entries(histograms).map(([name, { description, unit, buckets }]) => {
        const advice = { explicitBucketBoundaries: [...buckets] };
        return [name, meter.createHistogram(otelName(name), { description, unit, advice })];
      }),
    ),
  };
  return {
    // The active context ties a record to the span it was written in.
    log: (level, event, facts) =>
      logger.emit({
        timestamp: clock.now(),
        severityNumber: severities[level],
        severityText: level.toUpperCase(),
        eventName: otelName(event.replaceAll(' ', '_')),
        body: event,
        attributes: toAttributes(facts),
      }),
    count: (name, labels) => made.counters.get(name)?.add(1, toAttributes(labels)),
    observe: (name, seconds, labels) => made.histograms.get(name)?.record(seconds, toAttributes(labels)),
  };
}

/** Does the work inside a span of its own; spans begun meanwhile are its children. */
export function otelSpan(version: string): Instruments['span'] {
  const tracer = trace.getTracer(scope, version);
  return (name, facts, work) =>
    tracer.startActiveSpan(otelName(name), { attributes: toAttributes(facts) }, async (span) => {
      try {
        return await work((more) => span.setAttributes(toAttributes(more)));
      } catch (error) {
        span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    });
}

/** The ids of the span that is under way, as log lines carry them. */
export function activeSpanIds(): Readonly<Record<string, string>> {
  const context = trace.getActiveSpan()?.spanContext();
  return context ? { trace_id: context.traceId, span_id: context.spanId } : {};
}

function toAttributes(facts: Facts): Attributes {
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [otelName(key), value]));
}

const severities: Readonly<Record<LogLevel, SeverityNumber>> = {
  debug: SeverityNumber.DEBUG,
  info: SeverityNumber.INFO,
  warn: SeverityNumber.WARN,
  error: SeverityNumber.ERROR,
};
