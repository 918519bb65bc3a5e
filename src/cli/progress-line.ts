import { cutText, displayWidth, padText } from '../kernel/text.ts';
import type { Screen } from '../kernel/world.ts';

export interface ProgressLine extends Disposable {
  say(text: string): void;
  clear(): void;
}

/** One line that says how far work is: drawn over itself on a terminal, without escape codes; silent in a pipe. */
export function progressLine(screen: Screen): ProgressLine {
  let shown = 0;
  const draw = (text: string): void => {
    if (!screen.isOutputTerminal || (text === '' && shown === 0)) return;
    const line = cutText(text, screen.width() - 1);
    screen.writeError(`\r${padText(line, shown)}${line === '' ? '\r' : ''}`);
    shown = displayWidth(line);
  };
  const clear = (): void => draw('');
  return { say: draw, clear, [Symbol.dispose]: clear };
}
