import type { ProgramEvidence, RunEvidence } from '../../src/telemetry/evidence.ts';
import { readRun, type RunSignals } from '../../src/telemetry/run-signals.ts';

/** A run of one program, `orders`, that wrote these lines. */
export function runOf(stdout: readonly string[], stderr: readonly string[] = []): RunSignals {
  return readRun({ ...quietRun, programs: [programOf(stdout, stderr)] });
}

function programOf(stdout: readonly string[], stderr: readonly string[]): ProgramEvidence {
  return {
    name: 'orders',
    entry: 'src/orders.ts',
    pid: 4711,
    env: {},
    startedAtMs: 0,
    stdout: { lines: stdout.map((text, index) => ({ text, atMs: index })), droppedBytes: 0 },
    stderr: { lines: stderr.map((text, index) => ({ text, atMs: index })), droppedBytes: 0 },
    exit: { code: 0, signal: null, atMs: 100, reason: 'stopped after the plan' },
  };
}

const quietRun: RunEvidence = {
  name: 'a run',
  startedAtMs: 0,
  endedAtMs: 100,
  programs: [],
  requests: [],
  scrapes: [],
  stubCalls: [],
  otlp: [],
  datagrams: [],
  marks: [],
};
