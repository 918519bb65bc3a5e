import type { Screen } from '../kernel/world.ts';

export interface ProgressLine extends Disposable {
  say(text: string): void;
  clear(): void;
}

/** One line that says how long work gets on: drawn over itself on a terminal, silent in a pipe. */
export function progressLine(screen: Screen): ProgressLine {
  const clear = (): void => {
    if (screen.isOutputTerminal) screen.writeError('\r\u001B[K');
  };
  return {
    say: (text) => {
      if (screen.isOutputTerminal) screen.writeError(`\r\u001B[K${text.slice(0, screen.width() - 1)}`);
    },
    clear,
    [Symbol.dispose]: clear,
  };
}
