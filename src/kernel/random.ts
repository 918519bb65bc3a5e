/** A repeatable source of names, ids and numbers: the same seed gives the same attempt. */
export interface Random {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  pick<T>(choices: readonly T[]): T;
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string;
  /** A short word that no program has met before, for example `tofu-3fa91c`. */
  word(prefix: string): string;
  shuffle<T>(items: readonly T[]): T[];
}

/** @param seed any text; recorded in the evidence, so an attempt can be repeated */
export function seededRandom(seed: string): Random {
  const next = mulberry32(fnv1a(seed));
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const hex = (digits: number): string => Array.from({ length: digits }, () => int(0, 15).toString(16)).join('');
  return {
    int,
    hex,
    pick: (choices) => {
      const choice = choices[int(0, choices.length - 1)];
      if (choice === undefined) throw new RangeError('pick needs at least one choice');
      return choice;
    },
    word: (prefix) => `${prefix}-${hex(6)}`,
    shuffle: (items) => {
      const shuffled = [...items];
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = int(0, last);
        [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
      }
      return shuffled;
    },
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** Numbers in [0, 1); good enough for test data, and the same on every machine. */
function mulberry32(state: number): () => number {
  let current = state;
  return () => {
    current = (current + 0x6d2b79f5) | 0;
    let mixed = Math.imul(current ^ (current >>> 15), 1 | current);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
