import { cutLine, type Line } from './line.ts';
import { type Look, palette } from './palette.ts';

/** The last step of every view: no line gets wider than the look allows, and roles become colours, or nothing. */
export function paint(lines: readonly Line[], look: Look): string[] {
  const paints = palette(look.colour);
  return lines.map((line) =>
    withoutTrailingSpaces(cutLine(line, look.width))
      .map(({ role, text }) => paints[role](text))
      .join(''),
  );
}

function withoutTrailingSpaces(line: Line): Line {
  const last = line.findLastIndex(({ text }) => text.trimEnd() !== '');
  return line.slice(0, last + 1).map((one, index) => (index === last ? { ...one, text: one.text.trimEnd() } : one));
}
