/** Says what a line that is not JSON looks like, in words a learner reads. `at` is the spot, where there is one. */
export function describeText(text: string): { readonly text: string; readonly at?: number } {
  const bare = text.replace(escapeCodes, '');
  if (bare.trim() === '') return { text: 'an empty line' };
  const object = text.indexOf('{"');
  const hasPrefix = object > 0 && isJson(text.slice(object));
  const looks = shapes.find((shape) => shape.pattern.test(bare));
  if (looks !== undefined && !hasPrefix) return { text: `not JSON: ${looks.words}` };
  if (object > 0) return { text: 'not JSON: text stands before the object', at: object };
  return { text: 'not JSON: plain text' };
}

/** Says what a line is that is JSON, but not an object. */
export function describeJson(value: unknown): string {
  return `JSON, but ${kindOf(value)}, not an object`;
}

function isJson(text: string): boolean {
  // A thrown error is dear: only what ends as an object is tried.
  if (!/\}\s*$/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

// oxlint-disable-next-line no-control-regex -- the codes that colour text begin with this character
const escapeCodes = /\u001B\[[0-9;]*[A-Za-z]/g;

/** The first that fits is said; each pattern reads a line once, however long it is. */
const shapes: readonly { readonly pattern: RegExp; readonly words: string }[] = [
  { pattern: /^\s*[[\]{}]+,?\s*$/, words: 'a bracket alone, so one object was printed over several lines' },
  { pattern: /^\s+at \S/, words: 'a line of a stack trace' },
  { pattern: /^(?:Uncaught )?\w*(?:Error|Exception)\b/, words: 'the text of an error' },
  { pattern: /^\s*"[^"]*"\s*:/, words: 'one key of an object that was printed over several lines' },
  { pattern: /^\s*\{.*\}\s*\{/, words: 'two objects on one line' },
  { pattern: /^\s*\{\s*['\w$[]/, words: 'looks like console.log of an object (keys without double quotes)' },
  { pattern: /^\s+['\w$]+: /, words: 'a part of an object that console.log printed over several lines' },
  { pattern: /^\s*[[{].*[\]}]\s*$/, words: 'brackets as in JSON, but the text between them is not' },
  { pattern: /^\s*[[{]/, words: 'begins as JSON and breaks off' },
  { pattern: /^[\w.]+=\S*(?: |$)/, words: 'looks like logfmt (key=value)' },
];

function kindOf(value: unknown): string {
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'number') return 'a number';
  return Array.isArray(value) ? 'a list' : JSON.stringify(value);
}
