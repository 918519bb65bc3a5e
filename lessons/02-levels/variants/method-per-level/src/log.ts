const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

export type Level = (typeof levels)[number];
type Write = (msg: string, fields?: Readonly<Record<string, unknown>>) => void;

const wanted = process.env.LOG_LEVEL?.trim().toLowerCase();
const found = levels.findIndex((level) => level === wanted);
const threshold = found < 0 ? levels.indexOf('info') : found;

/** What is below the threshold costs nothing: its method does nothing. */
const write = Object.fromEntries(
  levels.map((level, index): [string, Write] => [level, index < threshold ? () => {} : (msg, fields) => print(level, msg, fields)]),
) as Readonly<Record<Level, Write>>;

function print(level: Level, message: string, fields: Readonly<Record<string, unknown>> = {}): void {
  console.log(JSON.stringify({ timestamp: Date.now(), severity: level, message, ...fields }));
}

export function log(level: Level, msg: string, fields?: Readonly<Record<string, unknown>>): void {
  write[level](msg, fields);
}

// An empty LOG_LEVEL is warned of as well. What is used is told with the settings, as every start does.
if (wanted !== undefined && found < 0) write.warn(`LOG_LEVEL=${wanted} is no level`, { used: levels[threshold] });
write.info('settings', { log_level: wanted ?? 'not set' });
