import { describe, expect, it } from 'vitest';
import { readWishes } from '../../src/instruments/wishes.ts';

const all = ['traces', 'metrics', 'logs'];

describe('what is exported', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['nothing without a word', {}, []],
    ['all signals with an endpoint', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, all],
    [
      'only the signal whose endpoint is named',
      { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:4318/v1/traces' },
      ['traces'],
    ],
    ['the signal whose exporter is named, to the default endpoint', { OTEL_METRICS_EXPORTER: 'otlp' }, ['metrics']],
    [
      'what is not taken out of all',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_LOGS_EXPORTER: 'none' },
      ['traces', 'metrics'],
    ],
    ['nothing on the console, between the lines of a verdict', { OTEL_TRACES_EXPORTER: 'otlp,console' }, []],
    [
      'no signal at all where OpenTelemetry is switched off',
      { OTEL_SDK_DISABLED: 'TRUE', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' },
      [],
    ],
    [
      'nothing for variables that only describe',
      {
        OTEL_SERVICE_NAME: 'mine',
        OTEL_RESOURCE_ATTRIBUTES: 'team=a',
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_EXPORTER_OTLP_HEADERS: 'key=1',
        OTEL_SDK_DISABLED: 'false',
      },
      [],
    ],
    ['nothing for empty variables', { OTEL_EXPORTER_OTLP_ENDPOINT: ' ', OTEL_TRACES_EXPORTER: '' }, []],
  ])('%s', (_title, env, signals) => {
    expect(readWishes(env, ['verify'])).toEqual({ debug: false, signals });
  });
});

describe('the debug files', () => {
  it.each<[string, Record<string, string>, string[], boolean]>([
    ['are asked for with --debug, before or behind the command', {}, ['verify', '--debug'], true],
    ['are asked for with LEARN_OBS_DEBUG', { LEARN_OBS_DEBUG: '1' }, ['verify'], true],
    ['are not asked for with LEARN_OBS_DEBUG=0', { LEARN_OBS_DEBUG: '0' }, ['verify'], false],
    ['are not asked for with LEARN_OBS_DEBUG=false', { LEARN_OBS_DEBUG: 'False' }, ['verify'], false],
    ['have nothing to do with OTEL_SDK_DISABLED', { OTEL_SDK_DISABLED: 'true' }, ['--debug', 'verify'], true],
  ])('%s', (_title, env, argv, debug) => {
    expect(readWishes(env, argv)).toEqual({ debug, signals: [] });
  });
});
