import type { PlacedSpan } from './placed-span.ts';

/** Somebody whom the program calls. */
export interface Callee {
  /** As the program was told it: `http://127.0.0.1:41234`. */
  readonly url: string;
  /** Words of which one stands in the name of a span about it, when no attribute tells. */
  readonly words: readonly string[];
}

/**
 * The spans of calls to somebody, whatever they are named: by the address among their attributes, else by the words of their name.
 * Where spans of kind client are among them, the others only stand around these.
 */
export function callsTo(spans: readonly PlacedSpan[], { url, words }: Callee): readonly PlacedSpan[] {
  const outgoing = spans.filter(({ span }) => span.kind !== 'server');
  const { port } = new URL(url);
  const addressed = outgoing.filter((placed) => portOf(placed) === port);
  const named = outgoing.filter((placed) => portOf(placed) === undefined && hasWord(placed, words));
  const found = addressed.length > 0 ? addressed : named;
  const clients = found.filter(({ span }) => span.kind === 'client');
  return clients.length > 0 ? clients : found;
}

/** The spans of queries to a database: by a `db.*` attribute, else by a word of SQL in their name. */
export function queriesIn(spans: readonly PlacedSpan[]): readonly PlacedSpan[] {
  const declared = spans.filter(({ span }) => Object.keys(span.attributes).some((name) => name.startsWith('db.')));
  return declared.length > 0 ? declared : spans.filter(({ span }) => wordOfSql.test(span.name));
}

/** As a word of its own: hexadecimal ids are full of `db`. */
const wordOfSql = /(?<![\w-])(?:select|insert|update|query|sql|db|database)(?![\w-])/i;

function portOf(placed: PlacedSpan): string | undefined {
  const [port] = texts(placed, ['server.port', 'net.peer.port']);
  if (port !== undefined) return port;
  const [address = ''] = texts(placed, ['url.full', 'http.url', 'server.address']);
  return /:(\d+)/.exec(address.replace(/^\w+:\/\//, ''))?.[1];
}

function hasWord(placed: PlacedSpan, words: readonly string[]): boolean {
  const about = [placed.span.name, ...texts(placed, ['peer.service', 'url.path', 'server.address'])];
  const text = about.join(' ').toLowerCase();
  return words.some((word) => text.includes(word));
}

/** Those of the attributes that are there and say something in one word. */
function texts({ span }: PlacedSpan, names: readonly string[]): string[] {
  const values = names.map((name) => span.attributes[name]);
  return values.filter((value) => typeof value === 'string' || typeof value === 'number').map(String);
}
