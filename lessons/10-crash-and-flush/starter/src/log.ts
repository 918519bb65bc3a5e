import { pino, stdTimeFunctions } from 'pino';

/** Somebody made the shop faster: it collects 4 kB of lines before it writes them. */
const destination = pino.destination({ sync: false, minLength: 4096 });

export const log = pino(
  {
    level: process.env['LOG_LEVEL'] ?? 'info',
    base: { service: 'orders', version: process.env['APP_VERSION'] ?? 'dev' },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  },
  destination,
);
