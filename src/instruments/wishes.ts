/** What of learn-obs's own telemetry is wanted. Loads nothing, so that asking costs nothing. */
export interface Wishes {
  /** Keep .learn-obs/debug.log and .learn-obs/metrics.prom. */
  readonly debug: boolean;
  /** Export these over OTLP. */
  readonly signals: readonly Signal[];
}

export type Signal = 'traces' | 'metrics' | 'logs';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the wishes from the standard OTEL_* variables, `--debug` and LEARN_OBS_DEBUG. Without any of them both are empty.
 *
 * A signal is exported when its own exporter is `otlp`, or when none is named but an OTLP endpoint is, for all signals or
 * for this one. Variables that only describe (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES, protocol, headers) are no wish.
 * Exporters other than `otlp` are not used: `console` would write between the lines of a verdict.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export function readWishes(env: Environment, argv: readonly string[]): Wishes {
  const isDisabled = textOf(env, 'OTEL_SDK_DISABLED').toLowerCase() === 'true';
  return {
    debug: argv.includes('--debug') || isYes(textOf(env, 'LEARN_OBS_DEBUG')),
    signals: isDisabled ? [] : allSignals.filter((signal) => isWanted(env, signal)),
  };
}

const allSignals: readonly Signal[] = ['traces', 'metrics', 'logs'];

function isWanted(env: Environment, signal: Signal): boolean {
  const name = signal.toUpperCase();
  const exporters = textOf(env, `OTEL_${name}_EXPORTER`);
  if (exporters !== '') return exporters.split(',').every((exporter) => exporter.trim() === 'otlp');
  const endpoints = ['OTEL_EXPORTER_OTLP_ENDPOINT', `OTEL_EXPORTER_OTLP_${name}_ENDPOINT`];
  return endpoints.some((endpoint) => textOf(env, endpoint) !== '');
}

function isYes(text: string): boolean {
  return !['', '0', 'false'].includes(text.toLowerCase());
}

/** The specification takes an empty variable as one that is not set. */
function textOf(env: Environment, name: string): string {
  return env[name]?.trim() ?? '';
}
