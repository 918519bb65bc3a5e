import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runProgram } from './cli/program.ts';
import { openScreen } from './cli/screen.ts';
import { readWishes } from './instruments/wishes.ts';
import { UserError } from './kernel/errors.ts';
import { noInstruments } from './kernel/instruments.ts';
import type { Clock, World } from './kernel/world.ts';

/** The only place that touches the process: builds the World, runs the command line, watched if that is wished. */
export async function main(): Promise<number> {
  const argv = process.argv.slice(2);
  const interruption = new AbortController();
  const world = processWorld(argv, interruption.signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => interruption.abort(signal === 'SIGINT' ? 'ctrl-c' : signal));
    refuseOthers(signal);
  }
  refuseOthers('unhandledRejection');
  // A reader that has seen enough (`learn-obs list | head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const wishes = readWishes(world.env, argv);
  if (!wishes.debug && wishes.signals.length === 0) return runCommandLine(world, argv);

  const { openInstruments } = await import('./instruments/open-instruments.ts');
  const setting = { ...world, version: version(world.packageDir), env: process.env };
  const { instruments, close } = await openInstruments(wishes, setting);
  const exitCode = await runCommandLine({ ...world, instruments }, argv);
  instruments.log('info', 'command ended', { exit_code: exitCode });
  const { trouble, isUnfinished } = await close();
  if (trouble !== undefined) world.screen.writeError(`learn-obs: ${trouble}.\n`);
  if (isUnfinished === true) leaveWhenAllIsWritten();
  return exitCode;
}

/** Vitest, once it is loaded, would end the process on these in the middle of the work and without a word. */
function refuseOthers(event: string): void {
  process.on('newListener', (name, listener) => {
    if (name === event) queueMicrotask(() => process.off(event, listener));
  });
}

/** Tells people's mistakes from bugs. @returns the exit code */
async function runCommandLine(world: World, argv: readonly string[]): Promise<number> {
  try {
    return await runProgram(world, version(world.packageDir), argv);
  } catch (thrown) {
    if (thrown instanceof UserError) {
      world.instruments.log('info', 'user error', { code: thrown.code });
      const { describeUserError } = await import('./cli/user-errors.ts');
      world.screen.writeError(`${describeUserError(thrown, world.screen).join('\n')}\n`);
      return thrown.exitCode;
    }
    world.instruments.log('error', 'fault', {
      stack: thrown instanceof Error ? thrown.stack : String(thrown),
    });
    const { bugReport } = await import('./cli/bug-report.ts');
    world.screen.writeError(`${bugReport(thrown, version(world.packageDir), world).join('\n')}\n`);
    return 70;
  }
}

/** Ends the process although connections to a collector are left; before that, it comes back to the launcher. */
function leaveWhenAllIsWritten(): void {
  setImmediate(() => process.stdout.write('', () => process.stderr.write('', () => process.exit())));
}

function processWorld(argv: readonly string[], interrupted: AbortSignal): World {
  return {
    cwd: process.cwd(),
    env: process.env,
    platform: process.platform,
    nodePath: process.execPath,
    nodeVersion: process.version,
    packageDir: fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, ''),
    pid: process.pid,
    clock: systemClock,
    entropy: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
    screen: openScreen(process, process.env, argv),
    instruments: noInstruments,
    interrupted,
  };
}

const systemClock: Clock = {
  now: () => Date.now(),
  elapsedMs: () => performance.now(),
  sleep: async (durationMs, signal) => {
    await delay(durationMs, undefined, signal ? { signal } : {}).catch((error: unknown) => {
      if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
    });
  },
};

function version(packageDir: string): string {
  return (JSON.parse(readFileSync(`${packageDir}/package.json`, 'utf8')) as { version: string }).version;
}
