import { diag, DiagLogLevel, logs, metrics, ProxyTracerProvider, trace } from '@opentelemetry/api';
import { setGlobalErrorHandler } from '@opentelemetry/core';
import {
  defaultResource,
  envDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
} from '@opentelemetry/resources';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { ATTR_SERVICE_NAME, ATTR_SERVICE_VERSION } from '@opentelemetry/semantic-conventions';
import type { Clock } from '../kernel/world.ts';
import type { Ending } from './recorder.ts';
import type { Signal } from './wishes.ts';

/** The environment that the SDK reads for itself. */
export type SdkEnvironment = Record<string, string | undefined>;

/** How long the end of a command may wait for its telemetry to be taken. */
const flushWithinMs = 1000;

/**
 * How long one export may take, unless OTEL_EXPORTER_OTLP_TIMEOUT says otherwise. The exporters wait 0.8 to 1.2 s before
 * they try again; with less time than that they do not, and a collector that is down costs one refused connection.
 */
const exportTimeoutMs = 700;

/**
 * Starts the SDK as the OTEL_* variables say: endpoint, protocol, headers, compression, sampler, batch delays. The service
 * is called learn-obs unless they say otherwise; the machine and its user are described only where they ask for it.
 *
 * @param env two names in it are changed: the default of the timeout, and OTEL_LOG_LEVEL, with which the SDK would print
 * @returns how to end it
 */
export function startOtelSdk(
  signals: readonly Signal[],
  env: SdkEnvironment,
  version: string,
  clock: Clock,
): () => Promise<Ending> {
  let firstTrouble: string | undefined;
  const note = (error: unknown): void => {
    firstTrouble ??= `trouble with its own telemetry: ${wordsOf(error)}`;
  };
  delete env['OTEL_LOG_LEVEL'];
  if ((env['OTEL_EXPORTER_OTLP_TIMEOUT'] ?? '') === '') env['OTEL_EXPORTER_OTLP_TIMEOUT'] = String(exportTimeoutMs);
  const ignore = (): void => undefined;
  diag.setLogger({ error: note, warn: note, info: ignore, debug: ignore, verbose: ignore }, DiagLogLevel.WARN);
  setGlobalErrorHandler(note);
  const sdk = new NodeSDK({
    resource: defaultResource().merge(
      resourceFromAttributes({ [ATTR_SERVICE_NAME]: 'learn-obs', [ATTR_SERVICE_VERSION]: version }),
    ),
    ...(env['OTEL_NODE_RESOURCE_DETECTORS'] ? {} : { resourceDetectors: [envDetector, serviceInstanceIdDetector] }),
    ...(signals.includes('traces') ? {} : { spanProcessors: [] }),
    ...(signals.includes('metrics') ? {} : { metricReaders: [] }),
    ...(signals.includes('logs') ? {} : { logRecordProcessors: [] }),
  });
  sdk.start();
  return async () => {
    const enough = new AbortController();
    const isTaken = await Promise.race([
      handOver(note).then(() => true),
      clock.sleep(flushWithinMs, enough.signal).then(() => false),
    ]);
    enough.abort();
    if (!isTaken) note(`not taken within ${flushWithinMs / 1000} s`);
    return { isUnfinished: !isTaken, ...(firstTrouble === undefined ? {} : { trouble: firstTrouble }) };
  };
}

/** The shutdown of the SDK itself does not wait for the other signals once one of them has failed. */
async function handOver(note: (error: unknown) => void): Promise<void> {
  const tracers = trace.getTracerProvider();
  const providers = [
    tracers instanceof ProxyTracerProvider ? tracers.getDelegate() : tracers,
    metrics.getMeterProvider(),
    logs.getLoggerProvider(),
  ] as readonly { shutdown?(): Promise<void> }[];
  await Promise.all(providers.map(async (provider) => provider.shutdown?.().catch(note)));
}

/** The errors of connections often have a code and no words. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.message || error.name;
}
