import type { Server } from 'node:http';
import type { Logger } from 'pino';

/** Owns the end of the program: every way out leads through here. */
export class Lifecycle {
  readonly #log: Logger;
  readonly #server: Server;
  readonly #graceMs: number;
  #ending = false;

  constructor(log: Logger, server: Server, graceMs: number) {
    this.#log = log;
    this.#server = server;
    this.#graceMs = graceMs;
  }

  install(): void {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => this.#stop(signal));
    process.on('unhandledRejection', (reason) => {
      throw new Error('nobody waited for a promise that was rejected', { cause: reason });
    });
    process.on('uncaughtException', (error) => this.#crash(error));
    process.on('exit', (code) => {
      this.#log.info({ code, uptime_s: process.uptime() }, 'end');
      this.#log.flush();
    });
  }

  #stop(signal: NodeJS.Signals): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#log.info({ signal }, 'shutdown begins');
    this.#server.close(() => this.#log.info({ signal }, 'shutdown is done'));
    setTimeout(() => this.#server.closeAllConnections(), this.#graceMs).unref();
  }

  /** Those who wait for an answer get half a second to have it; the exit code stays 1 whatever happens. */
  #crash(error: Error): void {
    this.#log.fatal(error);
    process.exitCode = 1;
    this.#server.close(() => process.exit());
    setTimeout(() => process.exit(), 500);
  }
}
