import type { MarkedToken, Tokens } from 'marked';
import { highlighted } from './highlight.ts';
import { lexMarkdown } from './lex-markdown.ts';
import {
  dim,
  emptyLine,
  indentLines,
  type Line,
  lineWidth,
  paragraph,
  piece,
  plain,
  widestProse,
  withGaps,
  wrapLine,
} from './line.ts';
import { inlineLines } from './markdown-inline.ts';
import { markdownTable } from './markdown-table.ts';
import { ownTokens } from './markdown-token.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';

/** A README or a hint, as a terminal can show it: headings at the left edge, everything else a little to the right. */
export function markdownView(markdown: string, look: Look): string[] {
  return paint(withGaps(ownTokens(lexMarkdown(markdown)).map((token) => topLevelLines(token, look))), look);
}

const indent = 2;
const codeBar = dim('│ ');
/** A line of code that was too long for one row of the screen. */
const codeGoesOn = dim('┊ ');
const quoteBar = dim('▌ ');

function topLevelLines(token: MarkedToken, look: Look): Line[] {
  if (token.type === 'heading') return blockLines(token, look);
  return indentLines(blockLines(token, { ...look, width: look.width - indent }), indent);
}

function blockLines(token: MarkedToken, look: Look): Line[] {
  const prose = Math.min(look.width, widestProse);
  if (token.type === 'heading') return headingLines(token, { ...look, width: prose });
  if (token.type === 'code') return codeLines(token, look.width);
  if (token.type === 'list') return listLines(token, look);
  if (token.type === 'blockquote') return quoteBlockLines(token, look);
  if (token.type === 'table') return markdownTable(token, look);
  if (token.type === 'hr') return [[dim('─'.repeat(Math.max(1, prose)))]];
  if (token.type === 'html') return htmlLines(token.text, prose);
  if (isUnseen(token)) return [];
  const inline = token.type === 'paragraph' ? token.tokens : [token];
  return inlineLines(inline, look.colour).flatMap((line) => wrapLine(line, prose));
}

function isUnseen({ type }: MarkedToken): boolean {
  return type === 'space' || type === 'def' || type === 'checkbox';
}

function headingLines({ depth, tokens }: Tokens.Heading, look: Look): Line[] {
  const lines = inlineLines(tokens, look.colour, 'strong').flatMap((line) => wrapLine(line, look.width));
  const widest = Math.max(0, ...lines.map(lineWidth));
  return depth === 1 ? [...lines, [dim('─'.repeat(widest))]] : lines;
}

function codeLines({ text, lang }: Tokens.Code, width: number): Line[] {
  return highlighted(text, lang ?? '').flatMap((line) =>
    wrapLine(line, width - 2).map((part, index) => [index === 0 ? codeBar : codeGoesOn].concat(part)),
  );
}

function listLines({ items, ordered, start, loose }: Tokens.List, look: Look): Line[] {
  const bullets = items.map((_, index) => (ordered ? `${Number(start) + index}. ` : '• '));
  const columns = Math.max(0, ...bullets.map((bullet) => lineWidth([plain(bullet)])));
  const blocks = items.map((item, index) => {
    const lines = itemLines(item, loose, { ...look, width: look.width - columns });
    return indentLines(lines.length === 0 ? [emptyLine] : lines, columns, [
      piece('accent', (bullets[index] ?? '').padStart(columns)),
    ]);
  });
  return loose ? withGaps(blocks) : blocks.flat();
}

function itemLines(item: Tokens.ListItem, isLoose: boolean, look: Look): Line[] {
  const blocks = ownTokens(item.tokens).map((token) => blockLines(token, look));
  const lines = isLoose ? withGaps(blocks) : blocks.flat();
  return item.task ? indentLines(lines, 4, [plain(item.checked === true ? '[x] ' : '[ ] ')]) : lines;
}

function quoteBlockLines({ tokens }: Tokens.Blockquote, look: Look): Line[] {
  const lines = withGaps(ownTokens(tokens).map((token) => blockLines(token, { ...look, width: look.width - 2 })));
  return lines.map((line) => [quoteBar].concat(line));
}

/** Comments are for authors, tags for browsers: what is left is shown. */
function htmlLines(html: string, width: number): Line[] {
  const text = html
    .replaceAll(/<!--.*?-->/gsu, '')
    .replaceAll(/<[^>]*>/gu, '')
    .trim();
  return text === '' ? [] : paragraph(text, width);
}
