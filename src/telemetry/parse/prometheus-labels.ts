import type { Oddity } from '../model.ts';
import { oddCharacter } from './prometheus-name.ts';

export interface LabelSet {
  /** Absent when they cannot be read; then there is an oddity. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The offset after the closing brace. */
  readonly end: number;
  readonly oddities: readonly Omit<Oddity, 'line'>[];
}

/** Read `{name="value",…}` at the offset, or nothing where no brace stands. A comma before the closing brace is fine. */
export function readLabels(text: string, start: number): LabelSet {
  const open = skipBlanks(text, start);
  if (text[open] !== '{') return { labels: {}, end: start, oddities: [] };
  const entries = new Map<string, string>();
  const oddities: Omit<Oddity, 'line'>[] = [];
  const fail = (words: string, at: number): LabelSet => ({ end: at, oddities: [...oddities, { text: words, at }] });

  let index = skipBlanks(text, open + 1);
  while (text[index] !== '}') {
    const equals = text.indexOf('=', index);
    const name = equals < 0 ? '' : text.slice(index, equals).trimEnd();
    if (equals < 0) return fail('the labels are not closed with "}"', text.length);
    const bad = oddCharacter(name, 'label');
    if (bad !== undefined) return fail(bad.text, index + bad.at);
    const quote = skipBlanks(text, equals + 1);
    if (text[quote] !== '"') return fail(`the value of label "${name}" has no double quotes`, quote);
    const value = readQuoted(text, quote);
    if (value === undefined) return fail(`the value of label "${name}" is not closed with a double quote`, quote);
    if (value.unknownEscape) oddities.push({ text: `unknown escape "${value.unknownEscape}" in a label`, at: quote });
    if (entries.has(name)) return fail(`the label "${name}" stands twice`, index);
    entries.set(name, value.text);
    index = skipBlanks(text, value.end);
    if (text[index] === ',') index = skipBlanks(text, index + 1);
    else if (text[index] !== '}') return fail('a comma or "}" is missing between the labels', index);
  }
  return { labels: Object.fromEntries(entries), end: index + 1, oddities };
}

function skipBlanks(text: string, from: number): number {
  let index = from;
  while (text[index] === ' ' || text[index] === '\t') index++;
  return index;
}

interface Quoted {
  readonly text: string;
  /** The offset after the closing quote. */
  readonly end: number;
  readonly unknownEscape?: string;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\', '"': '"', n: '\n' };

function readQuoted(text: string, quote: number): Quoted | undefined {
  let index = quote + 1;
  while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  if (index >= text.length) return undefined;
  const raw = text.slice(quote + 1, index);
  if (!raw.includes('\\')) return { text: raw, end: index + 1 };
  let unknownEscape: string | undefined;
  const value = raw.replace(/\\(.)/gs, (escape, character: string) => {
    const meant = escapes[character];
    if (meant === undefined) unknownEscape ??= escape;
    return meant ?? escape;
  });
  return { text: value, end: index + 1, ...(unknownEscape !== undefined && { unknownEscape }) };
}
