import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../../src/observe/free-port.ts';
import { startCollector } from './collector.ts';
import { desk, type Desk } from './command.ts';

/** For whoever leaves the program and the files as they are. */
let shared: Desk;
beforeAll(async () => {
  shared = await desk();
});
afterAll(() => shared[Symbol.asyncDispose]());

const neverEnds = 'setInterval(() => {}, 1000);\n';

describe('a real verify', () => {
  it('sends its trace, its log records and its metrics to the collector that the environment names', async () => {
    await using collector = await startCollector();
    const { exitCode, stderr } = await shared.run(['verify'], { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint });
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });

    const root = collector.span('learn_obs.verify');
    const attempt = collector.span('learn_obs.attempt');
    const childrenOf = (parent: string) =>
      collector.spans.filter(({ parentSpanId }) => parentSpanId === parent).map(({ name }) => name);
    expect(root.parentSpanId).toBeUndefined();
    expect(childrenOf(root.spanId)).toEqual(['learn_obs.attempt', 'learn_obs.draw']);
    expect(childrenOf(attempt.spanId)).toEqual(['start', 'drive', 'stop', 'judge'].map((name) => `learn_obs.${name}`));
    expect(new Set(collector.spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect(attempt.attributes).toMatchObject({ 'learn_obs.lesson': 'welcome', 'learn_obs.verdict': 'fail' });

    const appended = collector.logs.find(({ body }) => body === 'journal append');
    expect(appended).toMatchObject({ attributes: { 'learn_obs.kind': 'attempted' }, spanId: root.spanId });
    const attempts = collector.metrics.find(({ name }) => name === 'learn_obs.attempts');
    expect(attempts?.points).toMatchObject([{ value: 1, attributes: { 'learn_obs.verdict': 'fail' } }]);
  });

  it('has its spans when it only lays a lesson out, too', async () => {
    await using collector = await startCollector();
    await shared.run(['goto', '1'], { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint });
    expect(collector.span('learn_obs.scaffold').attributes).toEqual({ 'learn_obs.lesson': 'first-log-line' });
  });

  it('writes what it does to debug.log and its counts to metrics.prom with --debug', async () => {
    await using bench = await desk();
    const { exitCode, stderr } = await bench.run(['verify', '--debug']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    const lines = await bench.debugLog();
    expect(lines[0]).toMatchObject({ msg: 'command began', command: 'verify', platform: process.platform });
    expect(lines.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(['attempt began', 'run started', 'attempt ended', 'journal append']),
    );
    expect(lines.at(-1)).toMatchObject({ msg: 'command ended', exit_code: 1 });
    expect(await readFile(join(bench.stateDir, 'metrics.prom'), 'utf8')).toContain(
      'learn_obs_attempts_total{lesson="welcome",verdict="fail"} 1\n',
    );
  });

  it('hands over what it has when it is interrupted', async () => {
    await using collector = await startCollector();
    await using bench = await desk();
    await bench.save(neverEnds);
    const underway = bench.begin(['verify'], {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      LEARN_OBS_DEBUG: '1',
    });
    await expect
      .poll(async () => (await bench.debugLog()).map(({ msg }) => msg), { timeout: 15_000 })
      .toContain('drive ended');
    underway.interrupt();
    expect((await underway.ended).exitCode).toBe(2);
    expect(collector.span('learn_obs.attempt').attributes).toMatchObject({
      'learn_obs.verdict': 'could-not-check',
      'learn_obs.problem': 'interrupted',
    });
    expect((await bench.debugLog()).at(-1)).toMatchObject({ msg: 'command ended' });
  });
});

describe('a collector that does not take it', () => {
  it('changes neither stdout nor the exit code when it is down, and costs one line on stderr', async () => {
    const { exitCode, stdout, stderr, lingeredMs } = await shared.run(['verify', '--json'], {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
      OTEL_LOG_LEVEL: 'debug',
    });
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'fail' });
    expect(stderr).toBe('learn-obs: trouble with its own telemetry: ECONNREFUSED.\n');
    // Trying again would take eight seconds or more.
    expect(lingeredMs).toBeLessThan(3000);
  });

  it('is left after a second when it hangs, whatever time the exporters are given', async () => {
    const deaf = createServer(() => {});
    const port = await listenOnLoopback(deaf);
    const { exitCode, stdout, stderr, lingeredMs } = await shared.run(['verify', '--json'], {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_TIMEOUT: '60000',
    });
    deaf.close();
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'fail' });
    expect(stderr).toBe('learn-obs: trouble with its own telemetry: not taken within 1 s.\n');
    expect(lingeredMs).toBeLessThan(3000);
  });
});

describe("the learner's program", () => {
  it("is told of the attempt's own receiver, and of nothing that learn-obs itself is told", async () => {
    await using collector = await startCollector();
    await using bench = await desk();
    await bench.save(`
      const own = Object.entries(process.env).filter(([name]) => /^(OTEL|LEARN)_/.test(name));
      console.log(JSON.stringify(Object.fromEntries(own)));
    `);
    const { stdout } = await bench.run(['run', '--json'], {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.endpoint}/v1/traces`,
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=secret',
      OTEL_EXPORTER_OTLP_TIMEOUT: '5000',
      OTEL_RESOURCE_ATTRIBUTES: 'team=a',
      OTEL_SERVICE_NAME: 'learn-obs-of-monday',
      OTEL_TRACES_EXPORTER: 'otlp',
      OTEL_LOG_LEVEL: 'debug',
      LEARN_OBS_DEBUG: '1',
    });
    const { runs } = JSON.parse(stdout) as { runs: { programs: { stdout: { lines: { text: string }[] } }[] }[] };
    const env = JSON.parse(runs[0]!.programs[0]!.stdout.lines[0]!.text) as Record<string, string>;
    expect(Object.keys(env).toSorted()).toEqual([
      'LEARN_OBS_ATTEMPT',
      'OTEL_BLRP_SCHEDULE_DELAY',
      'OTEL_BSP_SCHEDULE_DELAY',
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'OTEL_METRIC_EXPORT_INTERVAL',
      'OTEL_METRIC_EXPORT_TIMEOUT',
      'OTEL_NODE_RESOURCE_DETECTORS',
    ]);
    expect(env['OTEL_EXPORTER_OTLP_ENDPOINT']).not.toBe(collector.endpoint);
    expect(collector.span('learn_obs.run').resource['service.name']).toBe('learn-obs-of-monday');
  });
});

describe('what is loaded', () => {
  const preload = `--import=${new URL('list-modules.js', import.meta.url).href}`;

  async function packagesLoadedBy(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const file = join(shared.stateDir, 'modules.txt');
    await shared.run(['verify'], { NODE_OPTIONS: preload, MODULES_FILE: file, ...env });
    const urls = (await readFile(file, 'utf8')).split('\n');
    expect(urls).toContainEqual(expect.stringMatching(/dist\/(bundle|src)\/main\.js/));
    const heavy = /(?<=node_modules\/)(pino|prom-client|@opentelemetry\/sdk-node)(?=\/)|open-instruments/;
    return [...new Set(urls.flatMap((url) => heavy.exec(url)?.[0] ?? []))].toSorted();
  }

  it('is nothing of it all where nobody asks for it', async () => {
    expect(await packagesLoadedBy({ OTEL_SERVICE_NAME: 'mine' })).toEqual([]);
  });

  it('is the logger and the registry for the debug files, and no OpenTelemetry', async () => {
    expect(await packagesLoadedBy({ LEARN_OBS_DEBUG: '1' })).toEqual(['open-instruments', 'pino', 'prom-client']);
  });

  it('is the OpenTelemetry SDK for an export, and no logger', async () => {
    expect(await packagesLoadedBy({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' })).toEqual([
      '@opentelemetry/sdk-node',
      'open-instruments',
    ]);
  });
});
