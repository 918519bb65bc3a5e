import type { Screen } from '../kernel/world.ts';

/** One line that says how long work gets on: drawn over itself on a terminal, silent in a pipe. */
export function progressLine(screen: Screen): Disposable & { say: (text: string) => void } {
  const erase = '\r\u001B[K';
  return {
    say: (text) => {
      if (screen.isOutputTerminal) screen.writeError(`${erase}${text.slice(0, screen.width() - 1)}`);
    },
    [Symbol.dispose]: () => {
      if (screen.isOutputTerminal) screen.writeError(erase);
    },
  };
}
