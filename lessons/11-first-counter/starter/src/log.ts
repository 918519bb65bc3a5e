import { pino, stdTimeFunctions } from 'pino';

export const log = pino({
  level: process.env['LOG_LEVEL'] ?? 'info',
  base: { service: 'orders', version: process.env['APP_VERSION'] ?? 'dev' },
  timestamp: stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
});
