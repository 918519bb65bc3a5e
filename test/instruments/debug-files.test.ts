import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openInstruments, type OpenInstruments } from '../../src/instruments/open-instruments.ts';
import { parsePrometheusText } from '../../src/telemetry/parse/prometheus-text.ts';
import { temporaryPlace } from '../workspace/place.ts';

/** A clock that goes on by a quarter of a second whenever it is read. */
function steppingClock() {
  let elapsedMs = 0;
  return {
    now: () => 1_795_420_131_000,
    elapsedMs: () => (elapsedMs += 250),
    sleep: async () => {},
  };
}

function openDebug(): Promise<OpenInstruments> {
  return openInstruments(
    { debug: true, signals: [] },
    { clock: steppingClock(), pid: 4711, version: '1.2.3', env: {} },
  );
}

async function linesOf(dir: string): Promise<unknown[]> {
  const text = await readFile(join(dir, 'debug.log'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

describe('debug.log', () => {
  it('holds one JSON object a line for everything that is said, with a time and the process', async () => {
    await using place = await temporaryPlace();
    const { instruments, close } = await openDebug();
    instruments.keepIn(place.dir);
    instruments.log('info', 'journal append', { kind: 'started', lesson: 'welcome', left_out: undefined });
    expect(await readFile(join(place.dir, 'debug.log'), 'utf8')).toBe(
      '{"level":"info","time":"2026-11-23T07:48:51.000Z","pid":4711,"kind":"started","lesson":"welcome","msg":"journal append"}\n',
    );
    expect(await close()).toEqual({ isUnfinished: false });
  });

  it('begins with what was said before the workspace was known, and goes on where the last command stopped', async () => {
    await using place = await temporaryPlace();
    await writeFile(join(place.dir, 'debug.log'), '{"msg":"the command before"}\n');
    const { instruments } = await openDebug();
    instruments.log('info', 'command began', {});
    instruments.keepIn(place.dir);
    instruments.log('warn', 'later', {});
    instruments.keepIn(join(place.dir, 'another'));
    instruments.log('error', 'latest', {});
    expect(await linesOf(place.dir)).toMatchObject([
      { msg: 'the command before' },
      { level: 'info', msg: 'command began' },
      { level: 'warn', msg: 'later' },
      { level: 'error', msg: 'latest' },
    ]);
  });

  it('tells when a piece of work began, how long it took and what came out of it', async () => {
    await using place = await temporaryPlace();
    const { instruments } = await openDebug();
    instruments.keepIn(place.dir);
    const result = await instruments.span('attempt', { lesson: 'welcome' }, async (note) => {
      note({ verdict: 'pass' });
      return 42;
    });
    expect(result).toBe(42);
    expect(await linesOf(place.dir)).toMatchObject([
      { level: 'debug', msg: 'attempt began', lesson: 'welcome' },
      { level: 'debug', msg: 'attempt ended', lesson: 'welcome', verdict: 'pass', seconds: 0.25 },
    ]);
  });

  it('names the error with which a piece of work ended, and lets it pass', async () => {
    await using place = await temporaryPlace();
    const { instruments } = await openDebug();
    instruments.keepIn(place.dir);
    const work = instruments.span('stop', {}, () => Promise.reject(new RangeError('no such run')));
    await expect(work).rejects.toThrow('no such run');
    expect((await linesOf(place.dir)).at(-1)).toMatchObject({ msg: 'stop ended', error: 'RangeError' });
  });

  it('is missed in one sentence where there is no workspace', async () => {
    const { instruments, close } = await openDebug();
    for (let count = 0; count < 500; count++) instruments.log('info', 'said', { count });
    expect(await close()).toEqual({
      isUnfinished: false,
      trouble: 'there is no workspace here to keep a debug.log in',
    });
  });

  it('does not disturb the work when it cannot be written', async () => {
    await using place = await temporaryPlace();
    await mkdir(join(place.dir, 'debug.log'));
    const { instruments, close } = await openDebug();
    instruments.keepIn(place.dir);
    expect(await instruments.span('draw', {}, async () => 'drawn')).toBe('drawn');
    expect((await close()).trouble).toMatch(/^debug\.log could not be written: EISDIR/);
  });
});

describe('metrics.prom', () => {
  it('holds the counts and durations of the command as Prometheus text', async () => {
    await using place = await temporaryPlace();
    const { instruments, close } = await openDebug();
    instruments.keepIn(place.dir);
    instruments.count('attempts', { lesson: 'welcome', verdict: 'fail' });
    instruments.count('attempts', { lesson: 'welcome', verdict: 'fail' });
    instruments.observe('attempt.duration', 0.7, { lesson: 'welcome', verdict: 'fail' });
    await instruments.span('judge', {}, async () => {});
    await close();
    const lines = (await readFile(join(place.dir, 'metrics.prom'), 'utf8')).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        '# TYPE learn_obs_attempts_total counter',
        'learn_obs_attempts_total{lesson="welcome",verdict="fail"} 2',
        '# TYPE learn_obs_attempt_duration_seconds histogram',
        'learn_obs_attempt_duration_seconds_bucket{le="0.5",lesson="welcome",verdict="fail"} 0',
        'learn_obs_attempt_duration_seconds_bucket{le="0.75",lesson="welcome",verdict="fail"} 1',
        'learn_obs_span_duration_seconds_sum{span="judge"} 0.25',
      ]),
    );
    expect(parsePrometheusText(lines.join('\n'), 'text/plain').oddities).toEqual([]);
  });

  it('is of the last command only', async () => {
    await using place = await temporaryPlace();
    for (const verdict of ['fail', 'pass']) {
      const { instruments, close } = await openDebug();
      instruments.keepIn(place.dir);
      instruments.count('attempts', { lesson: 'welcome', verdict });
      await close();
    }
    const text = await readFile(join(place.dir, 'metrics.prom'), 'utf8');
    expect(text.match(/^learn_obs_attempts_total.*/gm)).toEqual([
      'learn_obs_attempts_total{lesson="welcome",verdict="pass"} 1',
    ]);
  });

  it('is missed in one sentence when it cannot be written', async () => {
    await using place = await temporaryPlace();
    const { instruments, close } = await openDebug();
    instruments.keepIn(place.dir);
    await mkdir(join(place.dir, 'metrics.prom', 'taken'), { recursive: true });
    const { trouble } = await close();
    expect(trouble).toMatch(/^metrics\.prom could not be written: /);
    await rm(join(place.dir, 'metrics.prom'), { recursive: true });
  });
});
