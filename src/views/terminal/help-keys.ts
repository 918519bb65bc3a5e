import { accent, dim, indentLines, type Line, lineWidth, plain, space, wrapLine } from './line.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';

/** A key that does something now. */
export interface KeyHelp {
  /** As it stands on the keyboard: `h`, `ctrl-c`. */
  readonly key: string;
  /** One word for the row of keys: `hint`. */
  readonly word: string;
  /** What it does, for the page of keys. */
  readonly help: string;
}

/** The page of keys: each with what it does. */
export function helpKeysView(keys: readonly KeyHelp[], look: Look): string[] {
  const columns = Math.max(0, ...keys.map(({ key }) => lineWidth([plain(key)]))) + 2;
  return paint(
    keys.flatMap(({ key, help }) =>
      indentLines(wrapLine([plain(help)], look.width - columns), columns, [
        accent(key),
        space(columns - lineWidth([plain(key)])),
      ]),
    ),
    look,
  );
}

/** One row with the keys that do something now: `h hint   n next`. More rows when there are many. */
export function keyLines(keys: readonly KeyHelp[], width: number): Line[] {
  const lines: Line[] = [];
  for (const { key, word } of keys) {
    const offer: Line = [accent(key), dim(` ${word}`)];
    const last = lines.at(-1);
    if (last !== undefined && lineWidth(last) + air + lineWidth(offer) <= width)
      lines.splice(-1, 1, [...last, space(air), ...offer]);
    else lines.push(offer);
  }
  return lines;
}

const air = 3;
