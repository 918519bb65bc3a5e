import { dim, indentLines, type Line, paragraph, piece, plain, space, strong, withGaps, wrapLine } from './line.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';

export type ErrorModel =
  /** The person can mend it. */
  | { readonly kind: 'user'; readonly what: string; readonly next: string }
  /** We must mend it. `facts`: versions and the like, one a line. */
  | {
      readonly kind: 'bug';
      readonly message: string;
      readonly stack: string;
      readonly reportAt: string;
      readonly facts: readonly string[];
    };

/** Two kinds of wrong: one that the reader can mend, with the next step, and a bug of ours, with what to report where. */
export function errorView(model: ErrorModel, look: Look): string[] {
  return paint(model.kind === 'user' ? userLines(model, look.width) : bugLines(model, look.width), look);
}

function userLines({ what, next }: ErrorModel & { kind: 'user' }, width: number): Line[] {
  return [...signed(what, width), ...paragraph(`Next: ${next}`, width, 2)];
}

function bugLines({ message, stack, reportAt, facts }: ErrorModel & { kind: 'bug' }, width: number): Line[] {
  return withGaps([
    [...signed('learn-obs itself made a mistake; it is not your program.', width), ...paragraph(message, width, 2)],
    [...indentLines([[strong('Please report it at:')]], 2), ...paragraph(reportAt, width, 4, 'link')],
    [...facts, ...stackLines(stack)].map((line): Line => [space(2), dim(line)]),
  ]);
}

function signed(text: string, width: number): Line[] {
  return indentLines(wrapLine([plain(text)], width - 2), 2, [piece('failed', '✗'), space(1)]);
}

/** The rest of a stack is how Node came here, not where it went wrong. */
const mostStackLines = 12;

function stackLines(stack: string): string[] {
  return stack.split(/\r?\n/u).slice(0, mostStackLines);
}
