import type { Evidence, OtlpEvidence } from '../../src/telemetry/evidence.ts';

const logCount = 10_000;
const spanCount = 2_000;
const spansPerRequest = 5;
const spansPerBody = 100;

/** A run whose program wrote 10,000 lines and sent 2,000 spans, all of them as they should be. */
export function largeEvidence(): Evidence {
  const requestCount = spanCount / spansPerRequest;
  const lines = Array.from({ length: logCount }, (_, index) => ({ text: logLine(index), atMs: index / 10 }));
  const spans = Array.from({ length: spanCount }, (_, index) => spanOf(index));
  return {
    format: 1,
    lesson: 'bench',
    seed: 'bench',
    startedAt: startedAtMs,
    durationMs: 2000,
    runs: [
      {
        name: 'a busy lunch hour',
        startedAtMs: 0,
        endedAtMs: 2000,
        programs: [
          {
            name: 'orders',
            entry: 'src/orders.ts',
            pid: 1,
            env: {},
            startedAtMs: 0,
            stdout: { lines, droppedBytes: 0 },
            stderr: { lines: [], droppedBytes: 0 },
            exit: { code: 0, signal: null, atMs: 2000, reason: 'stopped after the plan' },
          },
        ],
        requests: Array.from({ length: requestCount }, (_, index) => ({
          name: `order-${index}`,
          program: 'orders',
          method: 'POST',
          path: '/orders',
          headers: {},
          body: '{}',
          sentAtMs: index * 5,
          endedAtMs: index * 5 + 4,
          outcome: { kind: 'answered', status: 201, headers: {}, body: '{}' },
        })),
        scrapes: [],
        stubCalls: [],
        otlp: Array.from({ length: spanCount / spansPerBody }, (_, index) =>
          bodyOf(spans.slice(index * spansPerBody, (index + 1) * spansPerBody)),
        ),
        datagrams: [],
        marks: [],
      },
    ],
  };
}

const startedAtMs = 1_800_000_000_000;

function logLine(index: number): string {
  return JSON.stringify({
    level: 'info',
    time: new Date(startedAtMs + index).toISOString(),
    msg: 'order placed',
    request_id: idOf(Math.floor(index / 25), 16),
    sku: `sku-${index % 7}`,
    qty: index % 9,
    duration_ms: (index % 100) / 10,
  });
}

function spanOf(index: number) {
  const request = Math.floor(index / spansPerRequest);
  const place = index % spansPerRequest;
  const startNano = BigInt(startedAtMs + request * 5) * 1_000_000n + BigInt(place) * 100_000n;
  return {
    traceId: idOf(request + 1, 32),
    spanId: idOf(index + 1, 16),
    ...(place === 0 ? {} : { parentSpanId: idOf(request * spansPerRequest + 1, 16) }),
    name: place === 0 ? 'POST /orders' : `step ${place}`,
    kind: place === 0 ? 2 : 1,
    startTimeUnixNano: String(startNano),
    endTimeUnixNano: String(startNano + (place === 0 ? 4_000_000n : 90_000n)),
    attributes: [{ key: 'http.request.method', value: { stringValue: 'POST' } }],
    status: {},
  };
}

function bodyOf(spans: readonly ReturnType<typeof spanOf>[]): OtlpEvidence {
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'orders' } }] };
  return {
    atMs: 100,
    path: '/v1/traces',
    contentType: 'application/json',
    encoding: '',
    body: { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'bench' }, spans: [...spans] }] }] },
    oddities: [],
    userAgent: 'bench',
  };
}

function idOf(number: number, length: number): string {
  return number.toString(16).padStart(length, '0');
}
