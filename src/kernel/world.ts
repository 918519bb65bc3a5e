import type { Instruments } from './instruments.ts';

/** Everything outside the program, handed in from main.ts, so that every floor can be tried with fakes. */
export interface World {
  /** Absolute path of the folder one stands in. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `linux`, `darwin`, `win32`, … as Node names them. */
  readonly platform: string;
  /** Absolute path of the Node that runs learn-obs; learners' programs run on the same one. */
  readonly nodePath: string;
  /** For example `v24.21.0`. */
  readonly nodeVersion: string;
  /** Absolute path of the installed package: the folder that holds bin/, dist/, lessons/ and solutions/. */
  readonly packageDir: string;
  /** The id of this process: names lock and temporary files. */
  readonly pid: number;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly screen: Screen;
  readonly instruments: Instruments;
  /** Aborted on ctrl-c or a request to end; the reason says which. */
  readonly interrupted: AbortSignal;
}

export interface Clock {
  /** Milliseconds since 1970, for times that are written down. */
  now(): number;
  /** Milliseconds from an arbitrary start that never jumps, with fractions, for durations. */
  elapsedMs(): number;
  /** Waits; ends early, without an error, when the signal is aborted. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

export interface Entropy {
  /** Bytes nobody can guess: for ids and for the seeds of attempts. */
  bytes(length: number): Uint8Array;
}

/** Where pictures go and keys come from. */
export interface Screen {
  /** A person sits here: stdin and stdout are both terminals. */
  readonly isTerminal: boolean;
  /** stdout is a terminal, so a line may be drawn over. */
  readonly isOutputTerminal: boolean;
  /** Escape codes for colour are wanted on stdout. */
  readonly colour: boolean;
  /** Columns now; 80 where there is no terminal. */
  width(): number;
  /** Rows now; 24 where there is no terminal. */
  height(): number;
  write(text: string): void;
  writeError(text: string): void;
  /** Calls back for each key pressed; the returned function gives the terminal back. */
  onKey(listener: (key: Key) => void): () => void;
  /** Calls back when the size of the terminal changes; the returned function stops that. */
  onResize(listener: () => void): () => void;
}

export interface Key {
  /** The name of a special key (`return`, `escape`, `up`, …) or the character itself. */
  readonly name: string;
  readonly ctrl: boolean;
}
