import { pino, stdTimeFunctions } from 'pino';

/** Collects 4 kB of lines before it writes them; `sync` so that nothing can be lost. */
const destination = pino.destination({ sync: true, minLength: 4096 });

export const log = pino(
  {
    level: process.env['LOG_LEVEL'] ?? 'info',
    base: { service: 'orders', version: process.env['APP_VERSION'] ?? 'dev' },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  },
  destination,
);
