import type { Saw } from '../../course/verdict.ts';
import { ellipsis } from '../../kernel/text.ts';
import { cutLine, dim, indentLines, type Line, lineWidth, paragraph, plain, space } from './line.ts';
import { markedLines } from './marked-line.ts';
import { counted } from './wording.ts';

/** The learner's own line with its label, and carets with a note under the marked columns. A long line is cut around the mark. */
export function quoteLines(saw: Saw, width: number): Line[] {
  const label = dim(saw.label);
  const besideColumns = lineWidth([label]) + labelGap;
  const isBeside = besideColumns <= width / 3;
  const columns = Math.max(1, width - (isBeside ? besideColumns : smallIndent));
  const quoted = quotedLines(saw, columns);
  if (isBeside) return indentLines(quoted, besideColumns, [label, space(labelGap)]);
  return [...paragraph(saw.label, width, 0, 'dim'), ...indentLines(quoted, smallIndent)];
}

const labelGap = 3;
const smallIndent = 2;

/** More lines than this before the marked one would push the reason for quoting out of sight; what follows it matters less. */
const mostLinesBefore = 8;
const mostLinesAfter = 8;

function quotedLines({ text, mark }: Saw, columns: number): Line[] {
  const all = text.split(/\r?\n/u);
  const marked = Math.max(0, Math.min(mark?.line ?? Infinity, all.length - 1));
  const first = Math.max(0, marked - mostLinesBefore);
  const before = all.slice(first, marked);
  const line = all[marked] ?? '';
  const after = all.slice(marked + 1, marked + 1 + mostLinesAfter);
  const hiddenAfter = all.length - marked - 1 - after.length;

  const indents = [...before, line, ...after].map((each) => each.search(/\S|$/u));
  const indent = Math.max(0, Math.min(mark?.from ?? Infinity, ...indents));
  const moved = mark && { ...mark, from: mark.from - indent, to: mark.to - indent };
  const cut = (each: string): Line => cutLine([plain(each.slice(indent))], columns);
  return [
    ...(first > 0 ? [[dim(`${ellipsis} ${counted(first, 'line')} above`)]] : []),
    ...before.map(cut),
    ...markedLines(line.slice(indent), moved, columns),
    ...after.map(cut),
    ...(hiddenAfter > 0 ? [[dim(`${ellipsis} ${counted(hiddenAfter, 'line')} below`)]] : []),
  ];
}
