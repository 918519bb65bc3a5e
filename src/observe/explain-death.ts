import type { Problem } from '../telemetry/evidence.ts';

export function explainLoadFailure(
  _stderr: string,
  _lessonDir: string,
  _read: (file: string) => string | undefined,
): Problem | undefined {
  return undefined;
}
export function findTakenPort(stderr: string): number | undefined {
  const port = /EADDRINUSE.*:(\d+)$/m.exec(stderr)?.[1];
  return port === undefined ? undefined : Number(port);
}
export function findUncaught(
  _stderr: string,
  _lessonDir: string,
): { message: string; file?: string; line?: number } | undefined {
  return undefined;
}
