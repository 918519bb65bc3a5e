import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/kernel/json.ts';
import { decodeOtlp } from '../../../src/telemetry/parse/otlp-decode.ts';
import { readLogRecords, readMetrics, readSpans } from '../../../src/telemetry/parse/otlp-read.ts';
import { anyMessage } from './otlp-messages.ts';
import { encodeMessage } from './protobuf-writer.ts';

const json = 'application/json';
const protobuf = 'application/x-protobuf';

describe('any message', () => {
  const requests = [
    ['traces', 'ExportTraceServiceRequest'],
    ['metrics', 'ExportMetricsServiceRequest'],
    ['logs', 'ExportLogsServiceRequest'],
  ] as const;

  test.each(requests)('of %s comes back from protobuf and from JSON', (signal, name) => {
    fc.assert(
      fc.property(anyMessage(name), (message) => {
        expect(decodeOtlp(signal, protobuf, Uint8Array.from(encodeMessage(name, message)))).toEqual({
          body: message,
          oddities: [],
        });
        expect(decodeOtlp(signal, json, new TextEncoder().encode(JSON.stringify(message)))).toEqual({
          body: message,
          oddities: [],
        });
      }),
      { numRuns: 60 },
    );
  });

  test('may be garbage: bytes and JSON of any kind give a body or an oddity', () => {
    const anyRequest = fc.constantFrom(...requests);
    const damaged = anyRequest.chain(([signal, name]) =>
      fc.tuple(anyMessage(name), fc.nat(), fc.nat(255)).map(([message, place, byte]) => {
        const bytes = encodeMessage(name, message);
        bytes[place % Math.max(bytes.length, 1)] = byte;
        return { signal, bytes };
      }),
    );
    const random = fc.record({
      signal: fc.constant('traces' as const),
      bytes: fc.array(fc.nat(255), { maxLength: 200 }),
    });
    fc.assert(
      fc.property(fc.oneof(damaged, random), ({ signal, bytes }) => {
        const { body, oddities } = decodeOtlp(signal, protobuf, Uint8Array.from(bytes));
        expect(body !== undefined || oddities.length > 0).toBe(true);
        readAll(body ?? {});
      }),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(fc.json(), (text) => {
        const { body, oddities } = decodeOtlp('traces', 'application/json', new TextEncoder().encode(text));
        expect(body !== undefined || oddities.length > 0).toBe(true);
      }),
    );
  });

  function readAll(body: JsonObject): void {
    readSpans(body);
    readLogRecords(body, 0);
    readMetrics([body]);
  }
});
