const levels = {
  trace: { severity: 10 },
  debug: { severity: 20 },
  info: { severity: 30 },
  warn: { severity: 40 },
  error: { severity: 50 },
  fatal: { severity: 60 },
};

export type Level = keyof typeof levels;

export function log(level: Level, msg: string, fields: Record<string, unknown> = {}): void {
  const wanted = (process.env['LOG_LEVEL'] || 'info') as Level;
  if (levels[level].severity < levels[wanted].severity) return;
  process.stdout.write(`${JSON.stringify({ level, time: new Date().toISOString(), msg, ...fields })}\n`);
}
