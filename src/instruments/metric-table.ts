import type { CounterLabels, HistogramLabels } from '../kernel/instruments.ts';

/** What a metric is, once for Prometheus and for OpenTelemetry. */
export interface Metric {
  readonly description: string;
  /** As OpenTelemetry writes it (UCUM). */
  readonly unit: string;
  readonly labels: readonly string[];
}

export interface Histogram extends Metric {
  /** Upper bounds in seconds. */
  readonly buckets: readonly number[];
}

export const counters: { readonly [Name in keyof CounterLabels]: Metric } = {
  attempts: { description: 'Attempts at a lesson, by outcome.', unit: '{attempt}', labels: ['lesson', 'verdict'] },
};

export const histograms: { readonly [Name in keyof HistogramLabels]: Histogram } = {
  'attempt.duration': {
    description: 'From the start of an attempt to its verdict.',
    unit: 's',
    labels: ['lesson', 'verdict'],
    // Half a second is usual; programs that do not stop take five, those that do not start ten.
    buckets: [0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 3, 5, 7.5, 10, 15, 30],
  },
  'span.duration': {
    description: 'Parts of the way from a save to a verdict.',
    unit: 's',
    labels: ['span'],
    // Pictures take a millisecond, programs as long as attempts.
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  },
};

/** `learn_obs.attempt.duration`: the unit is told beside the name. */
export function otelName(name: string): string {
  return `learn_obs.${name}`;
}

/**
 * `learn_obs_attempts_total`, `learn_obs_attempt_duration_seconds`: what a Prometheus makes of the OpenTelemetry name.
 * @see https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
 */
export function prometheusName(kind: 'counter' | 'histogram', name: string): string {
  return `learn_obs_${name.replaceAll('.', '_')}_${kind === 'counter' ? 'total' : 'seconds'}`;
}
