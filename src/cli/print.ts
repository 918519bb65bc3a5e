import type { Screen } from '../kernel/world.ts';
import type { Look } from '../views/terminal/palette.ts';

/** How pictures are drawn on this screen. */
export function lookOf(screen: Screen): Look {
  return { width: Math.max(20, screen.width()), colour: screen.colour };
}

export function printLines(screen: Screen, lines: readonly string[]): void {
  if (lines.length > 0) screen.write(`${lines.join('\n')}\n`);
}

/** One JSON document on stdout and nothing else. */
export function printJson(screen: Screen, value: unknown): void {
  screen.write(`${JSON.stringify(value, undefined, 2)}\n`);
}
