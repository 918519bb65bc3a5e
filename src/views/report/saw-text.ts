import type { Saw } from '../../course/verdict.ts';
import { paint } from '../terminal/paint.ts';
import { quoteLines } from '../terminal/quote.ts';

/** A quote as plain text: label, text and carets, as the terminal shows it where there is room. */
export function sawText(saw: Saw): string {
  return paint(quoteLines(saw, reportColumns), { width: reportColumns, colour: false }).join('\n');
}

/** A log viewer scrolls; a line longer than this is cut around the mark all the same. */
const reportColumns = 240;
