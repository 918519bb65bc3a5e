import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { World } from '../kernel/world.ts';
import type { Recorder } from './recorder.ts';

/** Before the workspace is known some lines are written; without one there is nowhere to keep them. */
const waitingLimit = 200;

/**
 * Everything that happens, one JSON object a line, at the end of .learn-obs/debug.log: `level`, `time` (ISO), `pid`, the
 * facts, `msg`. Lines are written at once and in one piece: none is lost when learn-obs is killed, and those of two
 * processes do not mix.
 *
 * @param correlate names the span that is under way: `trace_id` and `span_id`, or nothing
 */
export function openDebugLog(
  { clock, pid }: Pick<World, 'clock' | 'pid'>,
  correlate: () => Readonly<Record<string, string>>,
): Recorder {
  const waiting: string[] = [];
  let file: number | undefined;
  let trouble: string | undefined;

  const attempt = (work: () => void): void => {
    try {
      if (trouble === undefined) work();
    } catch (error) {
      trouble = `debug.log could not be written: ${error instanceof Error ? error.message : String(error)}`;
    }
  };
  const write = (line: string): void => {
    if (file !== undefined) attempt(() => void writeSync(file!, line));
    else if (waiting.length < waitingLimit) waiting.push(line);
  };
  const logger = pino(
    {
      level: 'debug',
      base: { pid },
      timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      mixin: correlate,
    },
    { write },
  );

  return {
    log: (level, event, facts) => logger[level](facts, event),
    keepIn: (stateDir) => {
      if (file !== undefined) return;
      attempt(() => {
        file = openSync(join(stateDir, 'debug.log'), 'a');
        for (const line of waiting.splice(0)) write(line);
      });
    },
    close: async () => {
      if (trouble !== undefined) return { trouble };
      return file === undefined ? { trouble: 'there is no workspace here to keep a debug.log in' } : {};
    },
  };
}
