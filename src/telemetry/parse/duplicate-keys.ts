export interface DuplicateKey {
  readonly key: string;
  /** UTF-16 offset of its opening quote. */
  readonly at: number;
}

/**
 * Find the keys that stand twice in the same object, at any depth, which `JSON.parse` hides: the second and every later one.
 * @param text valid JSON
 * @param keys how many keys `JSON.parse` kept: as a rule the text holds no more, and need not be read closely
 */
export function duplicateKeys(text: string, keys: number): DuplicateKey[] {
  return holdsMoreKeysThan(text, keys) ? scan(text) : [];
}

/** Counts too many when a text value looks like a key, never too few. */
function holdsMoreKeysThan(text: string, keys: number): boolean {
  const keyEnd = /"\s*:/g;
  let count = 0;
  while (keyEnd.test(text)) count++;
  return count > keys;
}

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const space = 0x20;

function scan(text: string): DuplicateKey[] {
  const found: DuplicateKey[] = [];
  // The keys seen so far, for each open bracket; a list has none.
  const open: Set<string>[] = [];
  let index = 0;
  while (index < text.length) {
    if (text.charCodeAt(index) !== quote) {
      const character = text[index];
      if (character === '{' || character === '[') open.push(new Set());
      if (character === '}' || character === ']') open.pop();
      index++;
      continue;
    }
    const end = endOfString(text, index);
    if (isKey(text, end)) {
      const key = String(JSON.parse(text.slice(index, end)));
      const seen = open.at(-1);
      if (seen?.has(key)) found.push({ key, at: index });
      seen?.add(key);
    }
    index = end;
  }
  return found;
}

/** The offset after the closing quote. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text.charCodeAt(index) !== quote) {
    index += text.charCodeAt(index) === backslash ? 2 : 1;
  }
  return index + 1;
}

/** A colon comes next: in valid JSON only a key has one after it. */
function isKey(text: string, end: number): boolean {
  let index = end;
  while (text.charCodeAt(index) <= space) index++;
  return text.charCodeAt(index) === colon;
}
