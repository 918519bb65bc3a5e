import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import type { Look } from '../../../src/views/terminal/palette.ts';

/** Lines that break what every view promises: none is wider than asked, none breaks, none steers the terminal. Empty when all is well. */
export function noisyLines(view: (look: Look) => readonly string[], width: number): string[] {
  const isNoisy = (line: string): boolean => stringWidth(line) > width || steering.test(line);
  const coloured = view({ width, colour: true }).map(stripVTControlCharacters);
  return [...view({ width, colour: false }), ...coloured].filter(isNoisy);
}

const steering = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u;
