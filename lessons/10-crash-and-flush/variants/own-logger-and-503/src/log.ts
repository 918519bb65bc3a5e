import { writeSync } from 'node:fs';

type Fields = Readonly<Record<string, unknown>>;

/** A logger of our own: one write per line, straight to stdout. */
export const log = {
  info: (fields: Fields, message: string) => write('INFO', message, fields),
  warn: (fields: Fields, message: string) => write('WARNING', message, fields),
  error: (fields: Fields, message: string) => write('ERROR', message, fields),
  critical: (fields: Fields, message: string) => write('CRITICAL', message, fields),
};

function write(severity: string, message: string, fields: Fields): void {
  const line = Buffer.from(`${JSON.stringify({ timestamp: Date.now(), severity, message, ...fields }, plain)}\n`);
  let written = 0;
  while (written < line.length) {
    try {
      written += writeSync(1, line, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

function plain(_key: string, value: unknown): unknown {
  return value instanceof Error ? { name: value.name, message: value.message, stack: value.stack?.split('\n') } : value;
}
