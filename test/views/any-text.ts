import * as fc from 'fast-check';

/** Text as a learner's program may write it: wide characters, emoji, escape codes, control characters, half characters. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'b ',
      ' ',
      '\t',
      '\n',
      '\r\n',
      '\u001b[31m',
      '\u001b]8;;x\u0007',
      '\u009b2J',
      '\u0000',
      '\u202e',
      '\u2028',

      '日',
      '😀',
      '👩‍👩‍👧',
      '🇫🇷',
      '1\ufe0f',
      '\ufe0f',
      'e\u0301',
      '\u0301',
      '\ud800',
      '…',
      '"',
      '{',
      '\u0600',
      'ส\u0e33',
      '\u{1f3fd}',
    ),
    maxLength: 60,
  }),
);

/** Columns, from hardly any to a wide terminal. */
export const anyWidth = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 13, max: 160 }));
