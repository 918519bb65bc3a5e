import type { StatsdMetric } from '../model.ts';
import { readTags } from './dogstatsd-tags.ts';
import type { Odd } from './odd.ts';

/**
 * Read `name:value[:value…]|type[|@rate][|#tags][|Ttimestamp][|c:container]`.
 * @param odd takes what is wrong, in words; a part that cannot be read is left out, a message that cannot be read gives nothing
 */
export function readStatsdMetric(message: string, datagram: number, odd: Odd): StatsdMetric | undefined {
  const fail: Odd = (words) => odd(`${words}: ${quoted(message)}`);
  const [head = '', typeLetters, ...parts] = message.split('|');
  const [name = '', ...values] = head.split(':');
  if (name === '') return fail('a metric without a name');
  if (values.length === 0) return fail('no value after the name');
  const type = typeLetters === undefined ? undefined : types.get(typeLetters);
  if (type === undefined) return fail(typeLetters === undefined ? 'no type' : `unknown type "${typeLetters}"`);
  if (values.includes('')) return fail('an empty value');
  const noNumber = type === 'set' ? undefined : values.find((value) => !number.test(value));
  if (noNumber !== undefined) return fail(`the value "${noNumber}" is not a number`);

  const options = readOptions(parts, fail);
  return { name, type, values, sampleRate: 1, tags: {}, ...options, datagram };
}

const types: ReadonlyMap<string, StatsdMetric['type']> = new Map([
  ['c', 'count'],
  ['g', 'gauge'],
  ['ms', 'timing'],
  ['h', 'histogram'],
  ['d', 'distribution'],
  ['s', 'set'],
]);

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

type Options = Partial<Pick<StatsdMetric, 'sampleRate' | 'tags' | 'timestampSeconds' | 'containerId'>>;

function readOptions(parts: readonly string[], odd: Odd): Options {
  const options: Options = {};
  for (const part of parts) Object.assign(options, readOption(part, odd));
  return options;
}

function readOption(part: string, odd: Odd): Options {
  if (part.startsWith('#')) return { tags: readTags(part.slice(1), odd) };
  if (part.startsWith('c:')) return { containerId: part.slice(2) };
  if (part.startsWith('@')) {
    const sampleRate = number.test(part.slice(1)) ? Number(part.slice(1)) : 0;
    if (sampleRate > 0 && sampleRate <= 1) return { sampleRate };
    odd(`the sample rate "${part}" is not above 0 and up to 1`);
    return {};
  }
  if (/^T\d+$/.test(part)) return { timestampSeconds: Number(part.slice(1)) };
  // Newer clients add fields for the agent alone: external data and cardinality.
  if (!/^(?:e|card):/.test(part)) odd(`unknown part "${part}"`);
  return {};
}

/** Long enough to recognise one's own line. */
const longestQuote = 200;

function quoted(message: string): string {
  return message.length <= longestQuote ? message : `${message.slice(0, longestQuote)}…`;
}
