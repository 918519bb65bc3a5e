import { type LogLevel, logLevels } from '../../telemetry/model.ts';
import { dim, piece, type Piece } from './line.ts';
import type { Role } from './palette.ts';

/** The word for a level; a dash where a line has none. */
export function levelWord(level: LogLevel | undefined): Piece {
  return level === undefined ? dim('–') : piece(levelRoles[level], level);
}

/** OpenTelemetry's severity numbers, four to a level: 1 is trace, 24 fatal.
 *  @see https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber */
export function levelOfSeverity(severityNumber: number): LogLevel | undefined {
  return logLevels[Math.floor((severityNumber - 1) / 4)];
}

const levelRoles: Readonly<Record<LogLevel, Role>> = {
  trace: 'dim',
  debug: 'dim',
  info: 'plain',
  warn: 'unclear',
  error: 'failed',
  fatal: 'failed',
};
