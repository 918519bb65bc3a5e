import type { ServerResponse } from 'node:http';
import { startOtlpReceiver } from '../../src/observe/otlp-receiver.ts';
import type { LogRecord, OtelMetric, Span } from '../../src/telemetry/model.ts';
import { readLogRecords, readMetrics, readSpans } from '../../src/telemetry/parse/otlp-read.ts';

/** What a collector on this machine was sent, read. */
export interface Collector extends AsyncDisposable {
  readonly endpoint: string;
  readonly paths: readonly string[];
  readonly spans: readonly Span[];
  readonly logs: readonly LogRecord[];
  readonly metrics: readonly OtelMetric[];
  span(name: string): Span;
}

export async function startCollector(answer?: (response: ServerResponse) => void): Promise<Collector> {
  const receiver = await startOtlpReceiver(
    () => 0,
    () => {},
    ...(answer ? [async (_body: unknown, response: ServerResponse) => answer(response)] : []),
  );
  const bodies = (path: string) =>
    receiver.received.flatMap((received) => (received.path === path && received.body ? [received.body] : []));
  const spans = () => bodies('/v1/traces').flatMap((body) => readSpans(body).spans);
  return {
    endpoint: `http://127.0.0.1:${receiver.port}`,
    get paths() {
      return receiver.received.map(({ path }) => path).toSorted();
    },
    get spans() {
      return spans();
    },
    get logs() {
      return bodies('/v1/logs').flatMap((body) => readLogRecords(body, 0));
    },
    get metrics() {
      return readMetrics(bodies('/v1/metrics'));
    },
    span: (name) => {
      const found = spans().filter((span) => span.name === name);
      if (found.length !== 1) throw new Error(`${found.length} spans are called ${name}`);
      return found[0]!;
    },
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  };
}
