import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface ProgramSetting {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that are no fault; 0 when left out. */
  readonly exitCodes?: readonly number[];
}

/**
 * Runs this same Node once, from its start to its end. @returns milliseconds
 * @throws {Error} with what it wrote, when it ends otherwise than expected
 */
export async function timeProgram(args: readonly string[], setting: ProgramSetting): Promise<number> {
  const { cwd, env = {}, exitCodes = [0] } = setting;
  const startedAt = performance.now();
  const program = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [program.stdout, program.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const [code] = (await once(program, 'close')) as [number | null];
  const durationMs = performance.now() - startedAt;
  if (code !== null && exitCodes.includes(code)) return durationMs;
  throw new Error(`node ${args.join(' ')} ended with ${code}:\n${output}`);
}
