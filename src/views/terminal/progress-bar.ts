import { dim, type Line, piece } from './line.ts';

/** `━━━━━───────`: a part of a whole, in the columns given. */
export function progressBar(part: number, whole: number, columns: number): Line {
  const width = Math.max(0, columns);
  const share = whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0;
  const filled = part > 0 ? Math.max(1, Math.floor(share * width)) : 0;
  return [piece('passed', '━'.repeat(Math.min(width, filled))), dim('─'.repeat(Math.max(0, width - filled)))];
}
