import type { Where } from '../../telemetry/where.ts';
import { type Line, paragraph, piece, plain } from './line.ts';

/** What a failed check says of a spot; the run of `at` is the one that is drawn. */
export interface Remark {
  readonly at: Where;
  readonly note: string;
}

/** The notes on one spot. `isAt` tells whether a place is that spot. */
export function notesAt(remarks: readonly Remark[], isAt: (at: Where) => boolean): string[] {
  return remarks.filter(({ at }) => isAt(at)).map(({ note }) => note);
}

/** The sign in front of a line that a check judged, or the room for it. */
export function remarkSign(notes: readonly string[]): Line {
  return [notes.length > 0 ? piece('mark', '> ') : plain('  ')];
}

/** The notes below the line they are on. */
export function noteLines(notes: readonly string[], width: number, indent: number): Line[] {
  return notes.flatMap((note) => paragraph(`↑ ${note}`, width, indent, 'mark'));
}
