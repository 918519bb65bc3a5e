import type { MarkedToken, Token } from 'marked';
import { type Line, type Piece, piece } from './line.ts';
import { ownTokens } from './markdown-token.ts';
import type { Role } from './palette.ts';

/** The text inside a paragraph or a cell, one line per hard break. Without colour, code keeps its backticks. */
export function inlineLines(tokens: readonly Token[], colour: boolean, role: Role = 'plain'): Line[] {
  const lines: Piece[][] = [[]];
  for (const part of inlineParts(tokens, colour, role)) {
    if (part === lineBreak) lines.push([]);
    else lines.at(-1)?.push(part);
  }
  return lines;
}

const lineBreak = Symbol('line break');
type Part = Piece | typeof lineBreak;

function inlineParts(tokens: readonly Token[], colour: boolean, role: Role): Part[] {
  return ownTokens(tokens).flatMap((token) => partsOf(token, colour, role));
}

function partsOf(token: MarkedToken, colour: boolean, role: Role): Part[] {
  const within = (tokens: readonly Token[], inner: Role): Part[] => inlineParts(tokens, colour, inner);
  if (token.type === 'br') return [lineBreak];
  if (token.type === 'strong') return within(token.tokens, 'strong');
  if (token.type === 'em') return within(token.tokens, 'emphasis');
  if (token.type === 'del') return within(token.tokens, 'dim');
  if (token.type === 'codespan') return [piece('code', colour ? token.text : `\`${token.text}\``)];
  if (token.type === 'link') return [...within(token.tokens, role), ...address(token.href, token.text)];
  if (token.type === 'image') return [piece(role, token.text), ...address(token.href, token.text)];
  if (token.type === 'html' || token.type === 'checkbox') return [];
  if (token.type === 'text' && token.tokens !== undefined) return within(token.tokens, role);
  return [piece(role, onOneLine('text' in token ? token.text : token.raw))];
}

/** Where a link leads, said only when its text does not say it already. */
function address(href: string, text: string): Part[] {
  return href === text || href === `mailto:${text}` ? [] : [piece('plain', ' '), piece('link', href)];
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ');
}
