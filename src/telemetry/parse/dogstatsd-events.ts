import { readTags } from './dogstatsd-tags.ts';
import type { Odd } from './odd.ts';

export interface StatsdEvent {
  readonly title: string;
  readonly text: string;
  /** error, warning, info or success. */
  readonly alertType?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Index of the datagram in the evidence, from 0. */
  readonly datagram: number;
}

export interface StatsdServiceCheck {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'critical' | 'unknown';
  readonly message?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Index of the datagram in the evidence, from 0. */
  readonly datagram: number;
}

/** Read `_e{<bytes of title>,<bytes of text>}:title|text[|t:info][|#tags]…`. */
export function readStatsdEvent(message: string, datagram: number, odd: Odd): StatsdEvent | undefined {
  const [head, titleLength, textLength] = /^_e\{(\d{1,9}),(\d{1,9})\}:/.exec(message) ?? [];
  if (head === undefined) {
    return odd('an event without its two lengths: _e{5,4}:title|text');
  }
  const bytes = new TextEncoder().encode(message.slice(head.length));
  const titleEnd = Number(titleLength);
  const textEnd = titleEnd + 1 + Number(textLength);
  const textOf = (from: number, to?: number): string => new TextDecoder().decode(bytes.subarray(from, to));
  const rest = textOf(textEnd);
  if (textEnd > bytes.length || textOf(titleEnd, titleEnd + 1) !== '|' || (rest !== '' && !rest.startsWith('|'))) {
    return odd(`the lengths of an event do not fit: ${head}`);
  }
  const { tags, options } = readParts(rest.split('|').slice(1), odd);
  const alertType = options.get('t');
  return {
    title: textOf(0, titleEnd),
    text: textOf(titleEnd + 1, textEnd).replaceAll('\\n', '\n'),
    tags,
    datagram,
    ...(alertType !== undefined && { alertType }),
  };
}

const statuses = ['ok', 'warning', 'critical', 'unknown'] as const;

/** Read `_sc|name|status[|d:time][|h:host][|#tags][|m:message]`. */
export function readStatsdServiceCheck(text: string, datagram: number, odd: Odd): StatsdServiceCheck | undefined {
  const [, name = '', digit = '', ...parts] = text.split('|');
  const status = /^[0-3]$/.test(digit) ? statuses[Number(digit)] : undefined;
  if (name === '' || status === undefined) {
    return odd('a service check wants a name and a status from 0 to 3: _sc|name|0');
  }
  const { tags, options } = readParts(parts, odd);
  const message = options.get('m');
  return { name, status, tags, datagram, ...(message !== undefined && { message }) };
}

function readParts(
  parts: readonly string[],
  odd: Odd,
): { tags: Readonly<Record<string, string>>; options: ReadonlyMap<string, string> } {
  const tagPart = parts.find((part) => part.startsWith('#'));
  const options = parts.filter((part) => part[1] === ':').map((part) => [part[0]!, part.slice(2)] as const);
  return { tags: tagPart === undefined ? {} : readTags(tagPart.slice(1), odd), options: new Map(options) };
}
