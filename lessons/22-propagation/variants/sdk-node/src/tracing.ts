// NodeSDK sets context manager and propagators by itself.
import { trace, type Span, type SpanOptions } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';

export function startTracing(serviceName: string): NodeSDK {
  const sdk = new NodeSDK({ serviceName });
  sdk.start();
  return sdk;
}

export async function withSpan<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
  return trace.getTracer('bento').startActiveSpan(name, options, async (span) => work(span).finally(() => span.end()));
}
