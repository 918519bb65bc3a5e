import { pino } from 'pino';

export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

const wanted = process.env['LOG_LEVEL'] || 'info';
const isKnown = wanted in pino.levels.values;
const logger = pino({ level: isKnown ? wanted : 'info' });
if (!isKnown) logger.warn({ wanted }, 'LOG_LEVEL is no level, info is used');

export function log(level: Level, msg: string, fields: Record<string, unknown> = {}): void {
  logger[level](fields, msg);
}
