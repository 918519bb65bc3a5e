import { createRequire } from 'node:module';
import { stripVTControlCharacters } from 'node:util';
import type * as StringWidth from 'string-width';

/** Makes text that somebody else wrote safe to draw: a control character becomes its picture (`␛`, `␀`), a tab two
 *  spaces. Nothing in the result moves the cursor, changes colours or turns the direction of writing. */
export function harmless(text: string): string {
  if (printableAscii.test(text)) return text;
  const wellFormed = text.toWellFormed();
  return unsafe.test(wellFormed) ? wellFormed.replaceAll(everyUnsafe, pictureOf) : wellFormed;
}

/** Takes colours and other escape sequences out of text, line breaks stay. Not enough to draw it: see `harmless`. */
export function stripEscapes(text: string): string {
  return stripVTControlCharacters(text);
}

/** How many columns a terminal needs for harmless text; escape sequences count nothing. */
export function displayWidth(text: string): number {
  return oneColumnEach.test(text) ? text.length : widthByTable(text);
}

/** How far harmless text fits into `width` columns: a UTF-16 offset that splits no visible character. */
export function fittingLength(text: string, width: number): number {
  // A character takes one column or more as a rule; only what might be drawn is looked at, however long the text is.
  if (oneColumnEach.test(text.slice(0, width + 1))) return Math.min(text.length, Math.max(0, width));
  let used = 0;
  for (const { segment, index } of segmenter().segment(text)) {
    used += displayWidth(segment);
    if (used > width) return index;
  }
  return text.length;
}

/** Harmless text in at most `width` columns; what is left out is marked by an ellipsis. */
export function cutText(text: string, width: number): string {
  if (fittingLength(text, width) === text.length) return text;
  return width < 1 ? '' : text.slice(0, fittingLength(text, width - 1)) + ellipsis;
}

/** Lines of at most `width` columns, broken at spaces, and inside a word only when it is wider than a line. A line break in the text stays one. */
export function wrapText(text: string, width: number): string[] {
  return text
    .split(/\r?\n/u)
    .map(harmless)
    .flatMap((line) => wrapRanges(line, width).map(({ from, to }) => line.slice(from, to)));
}

/** Where `wrapText` would break one harmless line, as UTF-16 offsets; empty text is one empty line. */
export function wrapRanges(text: string, width: number): Range[] {
  const ranges: Range[] = [];
  let from = 0;
  do {
    const end = lineEnd(text, from, width);
    ranges.push({ from, to: from + text.slice(from, end).trimEnd().length });
    from = afterSpaces(text, end);
  } while (from < text.length);
  return ranges;
}

/** Text with spaces added up to `width` columns; text that is wider stays as it is. */
export function padText(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const spaces = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'left' ? text + spaces : spaces + text;
}

/** The visible characters of any text, made harmless, with their place in the text and the columns they take. */
export function visibleCharacters(text: string): VisibleCharacter[] {
  return Array.from(segmenter().segment(text), ({ segment, index }) => {
    const drawn = harmless(segment);
    return { text: drawn, from: index, to: index + segment.length, columns: displayWidth(drawn) };
  });
}

/** UTF-16 offsets, `to` excluded. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface VisibleCharacter extends Range {
  readonly text: string;
  readonly columns: number;
}

export const ellipsis = '…';

const printableAscii = /^[ -~]*$/u;
const unsafe = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u;
const everyUnsafe = new RegExp(unsafe, 'gu');

/** ASCII, Latin letters, dashes, arrows, box drawing, geometric shapes, ticks: measured at once, without a table. */
const oneColumnEach = /^[ -~¡-¬®-˿‐-‧←-↓─-◼≈≤−✓✗]*$/u;

let loadedWidth: typeof StringWidth.default | undefined;
let madeSegmenter: Intl.Segmenter | undefined;

/** The tables of Unicode take longer to load than Node itself to start, and most pictures need none of them. */
function widthByTable(text: string): number {
  loadedWidth ??= (createRequire(import.meta.url)('string-width') as typeof StringWidth).default;
  return loadedWidth(text);
}

function segmenter(): Intl.Segmenter {
  madeSegmenter ??= new Intl.Segmenter();
  return madeSegmenter;
}

function pictureOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\t') return '  ';
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '␡' : '\ufffd';
}

/** Where the line that begins at `from` ends: at a space when it can, else where the columns end, but never before one character. */
function lineEnd(text: string, from: number, width: number): number {
  const rest = text.slice(from);
  const fits = fittingLength(rest, Math.max(1, width));
  if (fits === rest.length) return text.length;
  const space = rest.lastIndexOf(' ', fits);
  if (space > 0 && rest.slice(0, space).trim() !== '') return from + space;
  const firstCharacter = segmenter().segment(rest)[Symbol.iterator]().next().value?.segment ?? '';
  return from + Math.max(fits, firstCharacter.length);
}

function afterSpaces(text: string, from: number): number {
  let next = from;
  while (text[next] === ' ') next++;
  return next;
}
