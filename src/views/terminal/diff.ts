import { dim, indentLines, type Line, paragraph, piece, plain, strong, withGaps, wrapLine } from './line.ts';
import { type DiffLine, lineDiff } from './line-diff.ts';
import { paint } from './paint.ts';
import type { Look, Role } from './palette.ts';

/** One file, or one text, before and after. */
export interface ComparedText {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** What `-` and `+` stand for, for example `your file` and `the solution`. */
export interface DiffSides {
  readonly before: string;
  readonly after: string;
}

/** Texts side by side as a patch shows them: `-` only before, `+` only after, with a little of what surrounds them. */
export function diffView(texts: readonly ComparedText[], sides: DiffSides, look: Look): string[] {
  const changed = texts.map((text) => textLines(text, look.width)).filter((lines) => lines.length > 0);
  if (changed.length === 0) return paint(paragraph('There is no difference.', look.width), look);
  const legend: Line[] = [[piece('failed', `- ${sides.before}`)], [piece('passed', `+ ${sides.after}`)]];
  return paint(withGaps([legend, ...changed]), look);
}

/** The changed parts of one text, without a header; none when only line endings differ. */
export function hunkLines({ before, after }: Omit<ComparedText, 'name'>, width: number): Line[] {
  return hunks(lineDiff(linesOf(before), linesOf(after))).flatMap(({ header, lines }) => [
    [dim(header)],
    ...lines.flatMap((line) => signedLines(line, width)),
  ]);
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\r?\n$/u, '').split(/\r?\n/u);
}

function textLines(text: ComparedText, width: number): Line[] {
  const changes = hunkLines(text, width);
  return changes.length === 0 ? [] : [...wrapLine([strong(text.name)], width), ...changes];
}

/** Unchanged lines shown around a change. */
const context = 3;

interface Hunk {
  readonly header: string;
  readonly lines: readonly DiffLine[];
}

/** Changes that are close to each other, together; unchanged stretches in between are left out. */
function hunks(lines: readonly DiffLine[]): Hunk[] {
  const ranges: { from: number; to: number }[] = [];
  for (const [index, { sign }] of lines.entries()) {
    if (sign === ' ') continue;
    const last = ranges.at(-1);
    if (last !== undefined && index - context <= last.to) last.to = index + context + 1;
    else ranges.push({ from: Math.max(0, index - context), to: index + context + 1 });
  }
  return ranges.map(({ from, to }) => ({ header: hunkHeader(lines, from, to), lines: lines.slice(from, to) }));
}

/** `@@ -12,5 +12,6 @@`: first line and number of lines on both sides. */
function hunkHeader(lines: readonly DiffLine[], from: number, to: number): string {
  const side = (other: '-' | '+'): string => {
    const count = (part: readonly DiffLine[]): number => part.filter(({ sign }) => sign !== other).length;
    return `${count(lines.slice(0, from)) + 1},${count(lines.slice(from, to))}`;
  };
  return `@@ -${side('+')} +${side('-')} @@`;
}

function signedLines({ sign, text }: DiffLine, width: number): Line[] {
  const role = roles[sign];
  return indentLines(wrapLine([piece(role, text)], width - 2), 2, [piece(role, sign), plain(' ')]);
}

const roles: Readonly<Record<DiffLine['sign'], Role>> = { ' ': 'plain', '-': 'failed', '+': 'passed' };
