import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { context, diag, logs, metrics, propagation, trace } from '@opentelemetry/api';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openInstruments, type OpenInstruments } from '../../src/instruments/open-instruments.ts';
import { readWishes } from '../../src/instruments/wishes.ts';
import type { Judge } from '../../src/runner/hidden-checks.ts';
import { attempt } from '../../src/runner/attempt.ts';
import { entriesNamed } from '../course/entries.ts';
import { programsDir } from '../observe/observe-program.ts';
import { realWorld } from '../observe/real-world.ts';
import { temporaryPlace } from '../workspace/place.ts';
import { startCollector } from './collector.ts';

// The SDK is one per process, and reads the environment of the process.
afterEach(() => {
  vi.unstubAllEnvs();
  for (const api of [trace, metrics, logs, context, propagation, diag]) api.disable();
});

function open(env: Readonly<Record<string, string>>, argv: readonly string[] = []): Promise<OpenInstruments> {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const setting = { ...realWorld(), version: '1.2.3', env: process.env };
  return openInstruments(readWishes(process.env, argv), setting);
}

describe('with an OTLP endpoint', () => {
  it('an attempt is one trace: start, ready, drive, stop and judge are its children', async () => {
    await using collector = await startCollector();
    const { instruments, close } = await open({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint });
    await attempt(attemptAtService(realWorld({ instruments })));
    expect(await close()).toEqual({ isUnfinished: false });

    const whole = collector.span('learn_obs.attempt');
    expect(whole.parentSpanId).toBeUndefined();
    const children = collector.spans.filter((span) => span.parentSpanId === whole.spanId).map(({ name }) => name);
    expect(children).toEqual(['start', 'ready', 'drive', 'stop', 'judge'].map((name) => `learn_obs.${name}`));
    expect(collector.spans).toHaveLength(6);
    expect(whole.attributes).toEqual({
      'learn_obs.lesson': 'service',
      'learn_obs.verdict': 'pass',
      'learn_obs.seed': 'abc',
    });
    expect(collector.span('learn_obs.ready').attributes).toEqual({
      'learn_obs.run': 'only run',
      'learn_obs.program': 'app',
    });
  });

  it('the sender calls itself learn-obs and says nothing of the machine and its user', async () => {
    await using collector = await startCollector();
    const { instruments, close } = await open({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint });
    await instruments.span('draw', {}, async () => {});
    await close();
    const { resource } = collector.span('learn_obs.draw');
    expect(Object.keys(resource).toSorted()).toEqual([
      'service.instance.id',
      'service.name',
      'service.version',
      'telemetry.sdk.language',
      'telemetry.sdk.name',
      'telemetry.sdk.version',
    ]);
    expect(resource).toMatchObject({ 'service.name': 'learn-obs', 'service.version': '1.2.3' });
  });

  it('the standard variables say more: service, attributes, detectors, protocol', async () => {
    await using collector = await startCollector();
    const { instruments, close } = await open({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
      OTEL_SERVICE_NAME: 'class-of-monday',
      OTEL_RESOURCE_ATTRIBUTES: 'team=a',
      OTEL_NODE_RESOURCE_DETECTORS: 'env,process',
    });
    await instruments.span('draw', {}, async () => {});
    await close();
    expect(collector.span('learn_obs.draw').resource).toMatchObject({
      'service.name': 'class-of-monday',
      team: 'a',
      'process.pid': process.pid,
    });
  });

  it('events are log records in the span in which they happened', async () => {
    await using collector = await startCollector();
    const { instruments, close } = await open({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint });
    await instruments.span('attempt', { lesson: 'welcome' }, async () => {
      instruments.log('warn', 'watcher news', { news: 'polling', files: undefined });
    });
    instruments.log('error', 'fault', { stack: 'Error: x' });
    await close();

    const { traceId, spanId } = collector.span('learn_obs.attempt');
    expect(collector.logs.map(({ body }) => body)).toEqual(['attempt began', 'watcher news', 'attempt ended', 'fault']);
    expect(collector.logs[1]).toMatchObject({
      eventName: 'learn_obs.watcher_news',
      severityNumber: 13,
      severityText: 'WARN',
      attributes: { 'learn_obs.news': 'polling' },
      traceId,
      spanId,
    });
    expect(collector.logs[3]!.traceId).toBeUndefined();
  });

  it('metrics have the names that become those of metrics.prom in a Prometheus', async () => {
    await using collector = await startCollector();
    const { instruments, close } = await open({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint });
    instruments.count('attempts', { lesson: 'welcome', verdict: 'pass' });
    instruments.observe('attempt.duration', 0.6, { lesson: 'welcome', verdict: 'pass' });
    await close();
    const attributes = { 'learn_obs.lesson': 'welcome', 'learn_obs.verdict': 'pass' };
    expect(collector.metrics).toMatchObject([
      { name: 'learn_obs.attempts', unit: '{attempt}', isMonotonic: true, points: [{ value: 1, attributes }] },
      { name: 'learn_obs.attempt.duration', unit: 's', points: [{ count: 1, sum: 0.6, attributes }] },
    ]);
    const { bucketCounts, explicitBounds } = collector.metrics[1]!.points[0]!;
    expect(explicitBounds?.[bucketCounts?.indexOf(1) ?? -1]).toBe(0.75);
  });

  it('a piece of work that fails is a span with an error, and fails', async () => {
    await using collector = await startCollector();
    const { instruments, close } = await open({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint });
    await expect(instruments.span('scaffold', {}, () => Promise.reject(new TypeError('no')))).rejects.toThrow('no');
    await close();
    expect(collector.span('learn_obs.scaffold')).toMatchObject({
      status: { code: 'error' },
      attributes: { 'error.type': 'TypeError' },
    });
  });

  it('only the signals that were asked for are sent', async () => {
    await using collector = await startCollector();
    const endpoint = `${collector.endpoint}/v1/traces`;
    const { instruments, close } = await open({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint });
    instruments.count('attempts', { lesson: 'welcome', verdict: 'pass' });
    await instruments.span('draw', {}, async () => {});
    expect(await close()).toEqual({ isUnfinished: false });
    expect(collector.paths).toEqual(['/v1/traces']);
  });

  it('lines of the debug log name the span they were written in', async () => {
    await using collector = await startCollector();
    await using place = await temporaryPlace();
    const { instruments, close } = await open({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint }, ['--debug']);
    instruments.keepIn(place.dir);
    await instruments.span('attempt', {}, async () => instruments.log('info', 'inside', {}));
    instruments.log('info', 'outside', {});
    await close();
    const lines = (await readFile(join(place.dir, 'debug.log'), 'utf8')).trim().split('\n');
    const { traceId, spanId } = collector.span('learn_obs.attempt');
    expect(JSON.parse(lines[1]!)).toMatchObject({ msg: 'inside', trace_id: traceId, span_id: spanId });
    expect(JSON.parse(lines[3]!)).not.toHaveProperty('trace_id');
  });
});

describe('a collector that does not take it', () => {
  it('costs a refused connection when it is down', async () => {
    const { instruments, close } = await open({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' });
    expect(await instruments.span('draw', {}, async () => 'drawn')).toBe('drawn');
    const startedAt = performance.now();
    const trouble = 'trouble with its own telemetry: ECONNREFUSED';
    expect(await close()).toEqual({ isUnfinished: false, trouble });
    // The exporters' first pause before they try again is 800 ms.
    expect(performance.now() - startedAt).toBeLessThan(700);
  });

  it('is asked once when it answers 503', async () => {
    await using collector = await startCollector((response) => response.writeHead(503).end());
    const { instruments, close } = await open({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint });
    await instruments.span('draw', {}, async () => {});
    const { isUnfinished, trouble } = await close();
    expect(isUnfinished).toBe(false);
    expect(trouble).toMatch(/^trouble with its own telemetry: /);
    expect(collector.paths).toEqual(['/v1/logs', '/v1/metrics', '/v1/traces']);
  });

  it('is given up after a second when it hangs, also where a longer timeout is set', async () => {
    await using collector = await startCollector(() => {});
    const { instruments, close } = await open({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      OTEL_EXPORTER_OTLP_TIMEOUT: '20000',
    });
    await instruments.span('draw', {}, async () => {});
    const trouble = 'trouble with its own telemetry: not taken within 1 s';
    expect(await close()).toEqual({ isUnfinished: true, trouble });
  });

  it('keeps nothing from one that takes the other signals', async () => {
    await using collector = await startCollector((response) => void setTimeout(() => response.end(), 100));
    const { instruments, close } = await open({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:1/v1/traces',
    });
    await instruments.span('draw', {}, async () => {});
    const startedAt = performance.now();
    expect(await close()).toMatchObject({ isUnfinished: false, trouble: expect.stringContaining('ECONNREFUSED') });
    expect(performance.now() - startedAt).toBeGreaterThan(90);
    expect(collector.paths).toEqual(['/v1/logs', '/v1/metrics']);
  });

  it('leaves the work alone when its address is none, and the SDK silent when it is told to speak', async () => {
    const spoken = vi.spyOn(console, 'debug').mockReturnValue();
    const { instruments, close } = await open({ OTEL_EXPORTER_OTLP_ENDPOINT: 'nowhere', OTEL_LOG_LEVEL: 'all' });
    expect(await instruments.span('draw', {}, async () => 'drawn')).toBe('drawn');
    expect((await close()).trouble).toContain("'nowhere'");
    expect(spoken).not.toHaveBeenCalled();
    spoken.mockRestore();
  });
});

function attemptAtService(world: ReturnType<typeof realWorld>): Parameters<typeof attempt>[0] {
  const [bare] = entriesNamed('01-service');
  const plan = () => ({
    programs: { app: { entry: 'good-service.ts' } },
    runs: [{ name: 'only run', steps: [] }],
  });
  const judge: Pick<Judge, 'judge'> = {
    judge: async (_entry, evidence) => ((await evidence).problem ? undefined : { results: [] }),
  };
  return {
    world,
    entry: { ...bare!, lesson: { ...bare!.lesson, plan } },
    lessonDir: programsDir,
    compileCacheDir: '/tmp/learn-obs-test-cache',
    judge: Promise.resolve(judge),
    signal: world.interrupted,
    seed: 'abc',
  };
}
