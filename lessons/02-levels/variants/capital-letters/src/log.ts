export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

class Logger {
  static readonly #order: readonly string[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
  readonly #from: number;

  constructor(wanted: string) {
    const from = Logger.#order.indexOf(wanted.toUpperCase());
    this.#from = from === -1 ? Logger.#order.indexOf('INFO') : from;
    if (from === -1 && wanted !== '') this.log('WARN', 'no such log level', { wanted });
  }

  log(level: string, msg: string, fields: object): void {
    if (Logger.#order.indexOf(level) >= this.#from) {
      process.stdout.write(JSON.stringify({ msg, level, ...fields, time: new Date() }) + '\n');
    }
  }
}

const logger = new Logger(process.env['LOG_LEVEL'] ?? '');

export function log(level: Level, msg: string, fields: Record<string, unknown> = {}): void {
  logger.log(level.toUpperCase(), msg, fields);
}
