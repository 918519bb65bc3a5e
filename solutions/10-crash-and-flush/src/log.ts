import { pino, stdTimeFunctions } from 'pino';

/** Collects 4 kB of lines. pino writes the rest with each `fatal`, and when Node itself ends; a signal that nobody handles loses it. */
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
