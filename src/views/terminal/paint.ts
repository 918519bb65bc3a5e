import { cutLine, type Line } from './line.ts';
import { type Look, type Palette, palette } from './palette.ts';

/** The last step of every view: no line gets wider than the look allows, and roles become colours, or nothing. */
export function paint(lines: readonly Line[], look: Look): string[] {
  const paints = palette(look.colour);
  return lines.map((line) => paintLine(cutLine(line, look.width), paints));
}

/** Without the spaces at its end: a terminal does not need them, and a file does not want them. */
function paintLine(line: Line, paints: Palette): string {
  const last = line.findLastIndex(({ text }) => text.trimEnd() !== '');
  let painted = '';
  for (const [index, { role, text }] of line.slice(0, last + 1).entries()) {
    painted += paints[role](index === last ? text.trimEnd() : text);
  }
  return painted;
}
