export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** One event is one line is one JSON.stringify. */
export function log(level: Level, msg: string, fields: Record<string, unknown> = {}): void {
  // TODO: LOG_LEVEL says from which level on lines are written. Nobody asks it yet.
  const own = { level, time: new Date().toISOString(), msg };
  // Its own fields stand first, and are set last: nothing in the other fields can change them.
  process.stdout.write(`${JSON.stringify({ ...own, ...fields, ...own })}\n`);
}
