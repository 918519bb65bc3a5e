import type { Server } from 'node:http';
import { log } from './log.ts';

const longestShutdownMs = 4_000;

/** Says why the program ends, and on SIGTERM lets it finish what is under way. */
export function lastWords(server: Server): void {
  process.on('uncaughtException', (err, origin) => {
    log.fatal({ err, origin }, 'crash');
    process.exit(1);
  });
  process.once('SIGTERM', (signal) => {
    log.info({ signal }, 'shutdown');
    server.close();
    setTimeout(giveUp, longestShutdownMs).unref();
  });
}

function giveUp(): void {
  log.fatal({ after_ms: longestShutdownMs }, 'shutdown took too long');
  process.exit(1);
}
