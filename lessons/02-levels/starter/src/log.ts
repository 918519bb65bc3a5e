export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** One event is one line is one JSON.stringify. */
export function log(level: Level, msg: string, fields: Record<string, unknown> = {}): void {
  // TODO: LOG_LEVEL says from which level on lines are written. Nobody asks it yet.
  process.stdout.write(`${JSON.stringify({ level, time: new Date().toISOString(), msg, ...fields })}\n`);
}
