import type { Readable, Writable } from 'node:stream';
import { emitKeypressEvents } from 'node:readline';
import type { Key, Screen } from '../kernel/world.ts';

type Input = Readable & { isTTY?: boolean; setRawMode?: (on: boolean) => unknown };
type Output = Writable & { isTTY?: boolean; columns?: number; rows?: number };

export interface Streams {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** The terminal, or the pipes in its place. Node makes each stream when it is first asked for: not before it is used. */
export function openScreen(
  streams: Streams,
  env: Readonly<Record<string, string | undefined>>,
  argv: readonly string[],
): Screen {
  const { stdout } = streams;
  return {
    get isTerminal() {
      return stdout.isTTY === true && streams.stdin.isTTY === true;
    },
    isOutputTerminal: stdout.isTTY === true,
    colour: wantsColour(stdout.isTTY === true, env, argv),
    width: () => stdout.columns ?? columnsAsked(env) ?? 80,
    height: () => stdout.rows ?? 24,
    write: (text) => void stdout.write(text),
    writeError: (text) => void streams.stderr.write(text),
    onKey: (listener) => listenToKeys(streams.stdin, listener),
    onResize: (listener) => {
      stdout.on('resize', listener);
      return () => void stdout.off('resize', listener);
    },
  };
}

/** A pipe has no width of its own; who reads it may say one. */
function columnsAsked(env: Readonly<Record<string, string | undefined>>): number | undefined {
  const columns = Number(env['COLUMNS']);
  return Number.isInteger(columns) && columns > 0 ? columns : undefined;
}

/** https://no-color.org: any value but the empty one switches colours off. FORCE_COLOR switches them on in a pipe. */
function wantsColour(
  isTerminal: boolean,
  env: Readonly<Record<string, string | undefined>>,
  argv: readonly string[],
): boolean {
  if (argv.includes('--no-color') || (env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal && env['TERM'] !== 'dumb';
}

function listenToKeys(stdin: Input, listener: (key: Key) => void): () => void {
  emitKeypressEvents(stdin);
  const onKeypress = (character: string | undefined, key: { name?: string; ctrl?: boolean } | undefined): void => {
    const isPrinted = character !== undefined && /^\P{Cc}$/u.test(character);
    listener({ name: isPrinted ? character : (key?.name ?? ''), ctrl: key?.ctrl === true });
  };
  stdin.on('keypress', onKeypress);
  stdin.setRawMode?.(true);
  stdin.resume();
  return () => {
    stdin.off('keypress', onKeypress);
    stdin.setRawMode?.(false);
    stdin.pause();
  };
}
