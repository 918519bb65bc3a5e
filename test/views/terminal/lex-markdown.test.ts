import * as fc from 'fast-check';
import { lexer } from 'marked';
import { expect, test } from 'vitest';
import { lexMarkdown } from '../../../src/views/terminal/lex-markdown.ts';

/** Pieces of which all kinds of blocks and emphasis can come about, and their near misses. */
const pieces =
  'a~one two~ ~  ~\n~\n\n~\r\n~\t~*~**~_~__~-~---~===~=~|~:-~| a | b |~\n| - | :-: |\n~\n-|-\n~> ~- ~1. ~# ~`~```~\\~[a]~(b)~<b>~\u2028';

test('markdown is read as marked reads it', () => {
  const texts = fc.array(fc.constantFrom(...pieces.split('~')), { maxLength: 24 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      expect(lexMarkdown(text)).toEqual(lexer(text));
    }),
    { numRuns: 3000 },
  );
});
