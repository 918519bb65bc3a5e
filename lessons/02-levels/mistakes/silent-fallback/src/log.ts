const severity = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 } as const;

export type Level = keyof typeof severity;

const wanted = process.env['LOG_LEVEL'] ?? 'info';
const threshold: Level = isLevel(wanted) ? wanted : 'info';

/** One event is one line is one JSON.stringify; events below LOG_LEVEL are left out. */
export function log(level: Level, msg: string, fields: Record<string, unknown> = {}): void {
  if (severity[level] < severity[threshold]) return;
  const own = { level, time: new Date().toISOString(), msg };
  // Its own fields stand first, and are set last: nothing in the other fields can change them.
  process.stdout.write(`${JSON.stringify({ ...own, ...fields, ...own })}\n`);
}

function isLevel(name: string): name is Level {
  return Object.hasOwn(severity, name);
}
