import type { MarkedToken, Token } from 'marked';

/** The tokens that marked itself makes. Without extensions there are no others; the types just cannot say so. */
export function ownTokens(tokens: readonly Token[]): MarkedToken[] {
  return tokens.filter(isOwnToken);
}

function isOwnToken(token: Token): token is MarkedToken {
  return Object.hasOwn(ownTypes, token.type);
}

const ownTypes: Readonly<Record<MarkedToken['type'], true>> = {
  blockquote: true,
  br: true,
  checkbox: true,
  code: true,
  codespan: true,
  def: true,
  del: true,
  em: true,
  escape: true,
  heading: true,
  hr: true,
  html: true,
  image: true,
  link: true,
  list: true,
  list_item: true,
  paragraph: true,
  space: true,
  strong: true,
  table: true,
  text: true,
};
