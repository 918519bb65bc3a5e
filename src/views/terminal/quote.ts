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

/** More lines than this before the marked one would push the reason for quoting out of sight. */
const mostLinesBefore = 8;

function quotedLines({ text, mark }: Saw, columns: number): Line[] {
  const texts = text.split(/\r?\n/u).slice(-mostLinesBefore - 1);
  const hidden = text.split('\n').length - texts.length;
  const indent = Math.max(0, Math.min(mark?.from ?? Infinity, ...texts.map((line) => line.search(/\S|$/u))));
  const moved = mark && { ...mark, from: mark.from - indent, to: mark.to - indent };
  return [
    ...(hidden > 0 ? [[dim(`${ellipsis} ${counted(hidden, 'line')} above`)]] : []),
    ...texts.slice(0, -1).map((line) => cutLine([plain(line.slice(indent))], columns)),
    ...markedLines(texts.at(-1)?.slice(indent) ?? '', moved, columns),
  ];
}
