import { Help } from 'commander';
import { wrapText } from '../kernel/text.ts';

/** Narrower columns of words are hard to read. */
const leastColumns = 30;

/** An entry of a help page: the description beside its term, or below it where there is little room. */
export function helpItem(term: string, termWidth: number, description: string, helper: Help): string {
  const width = helper.helpWidth ?? 80;
  if (width - termWidth >= leastColumns)
    return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
  return [`  ${term}`, ...wrapText(description, width - 6).map((line) => `      ${line}`)].join('\n');
}
