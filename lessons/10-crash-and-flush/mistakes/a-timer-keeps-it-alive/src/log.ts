import { pino, stdTimeFunctions } from 'pino';

/** Each line is written before the next statement runs: nothing is ever waiting. */
const destination = pino.destination({ sync: true });

export const log = pino(
  {
    level: process.env['LOG_LEVEL'] ?? 'info',
    base: { service: 'orders', version: process.env['APP_VERSION'] ?? 'dev' },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  },
  destination,
);
