import { displayWidth, ellipsis, fittingLength, harmless, wrapRanges } from '../../kernel/text.ts';
import type { Role } from './palette.ts';

/** Text with a role. Made by `piece` or by a name below only, so that its text is always harmless. */
export interface Piece {
  readonly role: Role;
  readonly text: string;
}

/** One line of a picture before it is painted: it can be measured, cut and wrapped, and its colours never break. */
export type Line = readonly Piece[];

export function piece(role: Role, text: string): Piece {
  return { role, text: harmless(text) };
}

export const plain = (text: string): Piece => piece('plain', text);
export const strong = (text: string): Piece => piece('strong', text);
export const dim = (text: string): Piece => piece('dim', text);
export const accent = (text: string): Piece => piece('accent', text);
export const space = (columns: number): Piece => ({ role: 'plain', text: ' '.repeat(Math.max(0, columns)) });

export const emptyLine: Line = [];

/** Prose in longer lines than this is tiring to read. */
export const widestProse = 92;

export function lineText(line: Line): string {
  let text = '';
  for (const one of line) text += one.text;
  return text;
}

export function lineWidth(line: Line): number {
  return displayWidth(lineText(line));
}

/** The line in at most `width` columns; an ellipsis stands for what was left out. */
export function cutLine(line: Line, width: number): Line {
  const text = lineText(line);
  if (fittingLength(text, width) === text.length) return line;
  return width < 1 ? emptyLine : [...sliceLine(line, 0, fittingLength(text, width - 1)), dim(ellipsis)];
}

/** The line broken at spaces into lines of at most `width` columns. */
export function wrapLine(line: Line, width: number): Line[] {
  return wrapRanges(lineText(line), width).map(({ from, to }) => sliceLine(line, from, to));
}

/** The line in exactly `width` columns: cut, or with spaces added. */
export function fitLine(line: Line, width: number, align: 'left' | 'right' = 'left'): Line {
  const wanted = Math.max(0, width);
  const missing = wanted - lineWidth(line);
  if (missing === 0) return line;
  if (missing < 0) return fitLine(cutLine(line, wanted), wanted, align);
  return align === 'left' ? [...line, space(missing)] : [space(missing), ...line];
}

/** The lines moved to the right; `first` stands where the first one's indent would be. */
export function indentLines(lines: readonly Line[], columns: number, first: Line = [space(columns)]): Line[] {
  return lines.map((line, index) => (index === 0 ? [...first, ...line] : [space(columns), ...line]));
}

/** Text wrapped to `width` columns including its indent; a line break in it stays one. */
export function paragraph(text: string, width: number, indent = 0, role: Role = 'plain'): Line[] {
  const lines = text.split(/\r?\n/u).flatMap((line) => wrapLine([piece(role, line)], width - indent));
  return indentLines(lines, indent);
}

/** Blocks with an empty line between them; blocks without lines leave no gap. */
export function withGaps(blocks: readonly (readonly Line[])[]): Line[] {
  const shown = blocks.filter((lines) => lines.length > 0);
  return shown.flatMap((lines, index) => (index === 0 ? lines : [emptyLine].concat(lines)));
}

function sliceLine(line: Line, from: number, to: number): Line {
  const kept: Piece[] = [];
  let start = 0;
  for (const { role, text } of line) {
    const part = text.slice(Math.max(0, from - start), Math.max(0, to - start));
    if (part !== '') kept.push({ role, text: part });
    start += text.length;
  }
  return kept;
}
