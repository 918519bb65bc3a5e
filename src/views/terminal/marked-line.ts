import type { Saw } from '../../course/verdict.ts';
import { ellipsis, type VisibleCharacter, visibleCharacters } from '../../kernel/text.ts';
import { cutLine, dim, type Line, lineWidth, paragraph, piece, plain, space } from './line.ts';

type SawMark = NonNullable<Saw['mark']>;

/** One line with carets and a note under its marked part; tabs and wide characters keep the caret under the spot. */
export function markedLines(text: string, mark: SawMark | undefined, columns: number): Line[] {
  if (mark === undefined) return [cutLine([plain(text)], columns)];
  const characters = visibleCharacters(text);
  const spot = spotOf(characters, mark);
  const view = viewAround(characters, spot, columns);
  const before = columnsOf(characters.slice(view.from, spot.from)) + (view.cutBefore ? 1 : 0);
  const carets = Math.max(
    1,
    Math.min(columns - before, columnsOf(characters.slice(spot.from, Math.min(spot.to, view.to)))),
  );
  return [quotedLine(characters, spot, view), ...caretLines(before, carets, mark.note, columns)];
}

/** Positions in a list of visible characters, `to` excluded. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface View extends Stretch {
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

/** The visible characters the mark touches; none, at the end, when the spot is behind the line. */
function spotOf(characters: readonly VisibleCharacter[], mark: SawMark): Stretch {
  const first = characters.findIndex(({ to }) => to > mark.from);
  if (first === -1) return { from: characters.length, to: characters.length };
  const next = characters.findIndex(({ from }) => from >= mark.to);
  return { from: first, to: Math.max(first, next === -1 ? characters.length : next) };
}

/** What of the line is shown: its beginning when the spot can be seen there, else a part that ends a little behind the spot. */
function viewAround(characters: readonly VisibleCharacter[], spot: Stretch, columns: number): View {
  if (columnsOf(characters) + (spot.from === characters.length ? 1 : 0) <= columns) {
    return { from: 0, to: characters.length, cutBefore: false, cutAfter: false };
  }
  const wanted = Math.max(spot.to, spot.from + 1);
  if (columnsOf(characters.slice(0, wanted)) + 1 <= columns) return filled(characters, 0, columns);
  const room = Math.max(1, columns - 2);
  const behind = Math.max(1, Math.min(Math.floor(room / 4), columnsOf(characters.slice(wanted))));
  let from = Math.min(spot.from, characters.length - 1);
  let used = Math.min(room - behind, columnsOf(characters.slice(from, wanted)));
  while (from > 0 && used + (characters[from - 1]?.columns ?? 0) <= room - behind) {
    from--;
    used += characters[from]?.columns ?? 0;
  }
  return filled(characters, from, columns);
}

/** As many characters from `from` on as the columns hold, beside the ellipses. */
function filled(characters: readonly VisibleCharacter[], from: number, columns: number): View {
  const cutBefore = from > 0;
  const room = columns - (cutBefore ? 1 : 0);
  const cutAfter = columnsOf(characters.slice(from)) > room;
  let to = from;
  let used = 0;
  for (const { columns: needed } of characters.slice(from)) {
    used += needed;
    if (used > room - (cutAfter ? 1 : 0)) break;
    to++;
  }
  return { from, to, cutBefore, cutAfter };
}

function quotedLine(characters: readonly VisibleCharacter[], spot: Stretch, view: View): Line {
  const text = (from: number, to: number): string =>
    characters
      .slice(Math.max(from, view.from), Math.max(0, Math.min(to, view.to)))
      .map((one) => one.text)
      .join('');
  return [
    dim(view.cutBefore ? ellipsis : ''),
    plain(text(0, spot.from)),
    piece('mark', text(spot.from, spot.to)),
    plain(text(spot.to, characters.length)),
    dim(view.cutAfter ? ellipsis : ''),
  ];
}

/** The note stands behind the carets, or below them where there is no room, as near to the spot as it can. */
function caretLines(before: number, carets: number, note: string, columns: number): Line[] {
  const caret: Line = [space(before), piece('mark', '^'.repeat(carets))];
  if (note === '') return [caret];
  const behind: Line = [...caret, space(1), piece('mark', note)];
  if (lineWidth(behind) <= columns) return [behind];
  const indent = Math.max(0, Math.min(before, columns - lineWidth([plain(note)])));
  return [caret, ...paragraph(note, columns, indent, 'mark')];
}

function columnsOf(characters: readonly VisibleCharacter[]): number {
  return characters.reduce((sum, { columns }) => sum + columns, 0);
}
