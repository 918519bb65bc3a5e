import type { Tokens } from 'marked';
import { dim, emptyLine, type Line, fitLine, space, wrapLine } from './line.ts';
import { inlineLines } from './markdown-inline.ts';
import type { Look } from './palette.ts';
import { type Column, columnWidths, gap } from './table.ts';

/** A table of a README; nothing is cut, long cells take more lines. */
export function markdownTable({ header, rows, align }: Tokens.Table, look: Look): Line[] {
  const columns = align.map((side): Column => ({ align: side === 'right' ? 'right' : 'left', shrinks: true }));
  const cell = ({ tokens }: Tokens.TableCell): Line => inlineLines(tokens, look.colour).flat();
  const title = ({ tokens }: Tokens.TableCell): Line => inlineLines(tokens, look.colour, 'strong').flat();
  const cells = [header.map(title), ...rows.map((row) => row.map(cell))];
  // Inside lists of a narrow screen there may be no room at all.
  const room = Math.max(1, look.width);
  const widths = columnWidths(cells, columns, room);
  const isTooWide = widths.reduce((sum, width) => sum + width, gap * (widths.length - 1)) > room;
  if (isTooWide)
    return cells.flatMap((row) =>
      wrapLine(
        row.flatMap((one) => [...one, space(gap)]),
        look.width,
      ),
    );
  const rule: Line = widths.flatMap((width, index) => [space(index === 0 ? 0 : gap), dim('─'.repeat(width))]);
  const [titles = [], ...body] = cells.map((row) => rowLines(row, columns, widths));
  return [...titles, rule, ...body.flat()];
}

function rowLines(row: readonly Line[], columns: readonly Column[], widths: readonly number[]): Line[] {
  const wrapped = columns.map((_, index) => wrapLine(row[index] ?? emptyLine, widths[index] ?? 1));
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_unused, line) =>
    columns.flatMap(({ align }, index) => [
      space(index === 0 ? 0 : gap),
      ...fitLine(wrapped[index]?.[line] ?? emptyLine, widths[index] ?? 0, align),
    ]),
  );
}
