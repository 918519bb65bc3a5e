export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

const wanted = process.env['LOG_LEVEL'] ?? 'info';
const known = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
if (!known.includes(wanted)) log('warn', 'unknown LOG_LEVEL', { log_level: wanted });

export function log(level: Level, msg: string, fields: Record<string, unknown> = {}): void {
  if (wanted === 'error' && level !== 'error' && level !== 'fatal') return;
  if (wanted !== 'debug' && (level === 'debug' || level === 'trace')) return;
  process.stdout.write(`${JSON.stringify({ level, time: new Date().toISOString(), msg, ...fields })}\n`);
}
