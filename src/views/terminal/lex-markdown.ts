import { getDefaults, Lexer, type Token, Tokenizer, type Tokens } from 'marked';

/** Markdown as tokens: the same that `marked` makes on its own, sooner where the text is short. */
export function lexMarkdown(markdown: string): readonly Token[] {
  return new Lexer({ ...getDefaults(), tokenizer: new QuickTokenizer() }).lex(markdown);
}

/**
 * Marked tries every kind of token at every place, and Node compiles each pattern when it is first tried: for a hint of ten
 * lines that costs as much as starting Node. Here the largest patterns are tried only where they might fit.
 */
class QuickTokenizer extends Tokenizer {
  override blockquote(text: string): Tokens.Blockquote | undefined {
    return quote.test(text) ? super.blockquote(text) : undefined;
  }

  override html(text: string): Tokens.HTML | undefined {
    return tag.test(text) ? super.html(text) : undefined;
  }

  override lheading(text: string): Tokens.Heading | undefined {
    return underline.test(text) ? super.lheading(text) : undefined;
  }

  override table(text: string): Tokens.Table | undefined {
    return rowOfDashes.test(text) ? super.table(text) : undefined;
  }

  override emStrong(text: string, masked: string, before?: string): Tokens.Em | Tokens.Strong | undefined {
    return emphasis.test(text) ? super.emStrong(text, masked, before) : undefined;
  }
}

const quote = /^ {0,3}>/;
const tag = /^ {0,3}</;
const underline = /\n {0,3}(?:=+|-+)[ \t]*(?:\n|$)/;
const rowOfDashes = /^[^\n]*\n[ |:-]+(?:\n|$)/;
const emphasis = /^[*_]/;
