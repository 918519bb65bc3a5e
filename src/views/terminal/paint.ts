import { cutLine, type Line, lineText } from './line.ts';
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
  const last = line.at(-1);
  if (last === undefined || !last.text.endsWith(' ')) return line;
  const trimmed = last.text.trimEnd();
  const before = line.slice(0, -1);
  return trimmed === '' && lineText(before) !== ''
    ? withoutTrailingSpaces(before)
    : [...before, { ...last, text: trimmed }];
}
