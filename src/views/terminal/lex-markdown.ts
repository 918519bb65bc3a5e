import { getDefaults, Lexer, type Token, Tokenizer, type Tokens } from 'marked';

/** Markdown as tokens: the same that `marked` makes on its own, sooner where the text is short. */
export function lexMarkdown(markdown: string): readonly Token[] {
  const tokenizer = new QuickTokenizer();
  const lexer = new Lexer({ ...getDefaults(), tokenizer });
  const { block } = tokenizer.rules;
  // The rule, not the method: marked asks whether that is its own.
  tokenizer.rules = { ...tokenizer.rules, block: { ...block, paragraph: new QuickParagraph(block.paragraph) } };
  return lexer.lex(markdown);
}

/** Prose up to a blank line is a paragraph, whatever else could have begun one of its lines. */
class QuickParagraph extends RegExp {
  readonly #anyParagraph: RegExp;

  constructor(anyParagraph: RegExp) {
    super(prose);
    this.#anyParagraph = anyParagraph;
  }

  override exec(text: string): RegExpExecArray | null {
    return super.exec(text) ?? this.#anyParagraph.exec(text);
  }
}

/** Lines that begin as nothing but prose can. Marked takes no line break that stands before a blank line. */
const prose = /^((?:[A-Za-z"'(]|`(?!``))[^\n]*(?:\n(?:[A-Za-z"'(]|`(?!``))[^\n]*)*)(?=\n\n|\n?$)/;

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
