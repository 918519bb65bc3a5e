import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { cleanEnv, launcher } from './calls.ts';

/** util-linux's `script` gives a program a terminal of its own. */
const script = '/usr/bin/script';

/** Why there can be no terminal here; undefined when there can. */
export const noTerminal =
  process.platform !== 'linux' ? 'only on Linux' : existsSync(script) ? undefined : `${script} is not there`;

/** A real terminal in which learn-obs runs; closed at the end, whatever still runs in it. */
export interface Terminal extends AsyncDisposable {
  type(keys: string): void;
  /** Resolves once the text is on the terminal, after what was seen before. */
  sees(wanted: RegExp): Promise<void>;
  /** Everything that was written, escape codes included. */
  readonly raw: string;
  readonly closed: Promise<unknown>;
}

const patienceMs = 60_000;

/** 100 columns, 40 rows. Says afterwards with which code learn-obs ended and how it left the terminal (`stty -a`). */
export function openTerminal(cwd: string, ...argv: readonly string[]): Terminal {
  const quoted = [process.execPath, launcher, ...argv].map((word) => `'${word}'`).join(' ');
  // The shell outlives a ctrl-c that is meant for learn-obs.
  const line = `trap : INT; stty cols 100 rows 40; ${quoted}; echo "exit code $?"; stty -a`;
  const child = spawn(script, ['-qfec', line, '/dev/null'], { cwd, env: cleanEnv, stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  let raw = '';
  let seen = 0;
  let onText = (): void => undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    raw += text;
    onText();
  });
  return {
    type: (keys) => child.stdin.write(keys),
    sees: async (wanted) => {
      const late = AbortSignal.timeout(patienceMs);
      while (!late.aborted) {
        const fresh = stripVTControlCharacters(raw.slice(seen));
        if (wanted.test(fresh)) {
          seen = raw.length;
          return;
        }
        await new Promise<void>((resolve) => {
          onText = resolve;
          late.addEventListener('abort', () => resolve(), { once: true });
        });
      }
      throw new Error(
        `never seen: ${wanted}; after what was seen before:\n${stripVTControlCharacters(raw.slice(seen))}`,
      );
    },
    get raw() {
      return raw;
    },
    closed,
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await closed;
    },
  };
}
