import type { World } from '../kernel/world.ts';

/** One command of the command line. A file in commands/ exports one as default. */
export interface Command {
  /** As typed: `verify`, `author check`. */
  readonly name: string;
  /** One line for `--help`. */
  readonly summary: string;
  /** In commander's notation: `[lesson]`, `<shell>`, `[lesson...]`, with their descriptions. */
  readonly arguments?: Readonly<Record<string, string>>;
  /** In commander's notation: `--json`, `--seed <text>`, with their descriptions. */
  readonly options?: Readonly<Record<string, string>>;
  /** @returns the exit code: 0 passed or done, 1 failed, 2 could not check */
  readonly run: (call: Call) => Promise<number>;
}

/** One use of a command. */
export interface Call {
  readonly world: World;
  /** Every command there is, loaded. */
  readonly commands: () => Promise<readonly Command[]>;
  /** The value of an argument; undefined when it was left out. */
  readonly argument: (index: number) => string | undefined;
  /** All values of a variadic argument. */
  readonly rest: readonly string[];
  /** Whether a switch was given, by its long name in camel case: `giveUp`. */
  readonly has: (option: string) => boolean;
  /** The value given with an option. */
  readonly option: (option: string) => string | undefined;
}
