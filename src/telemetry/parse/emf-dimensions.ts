import type { JsonObject, JsonValue } from '../../kernel/json.ts';
import type { Odd } from './odd.ts';

/** The specification's limit for one set. */
const mostDimensions = 30;

/** Read the sets of dimension names; each name must be a text field at the root. Sets that break a rule are left out. */
export function readDimensions(
  root: JsonObject,
  sets: JsonValue | undefined,
  odd: Odd,
): readonly (readonly string[])[] {
  if (!Array.isArray(sets)) {
    odd('"Dimensions" is not a list of lists');
    return [];
  }
  return sets.filter((set: JsonValue): set is string[] => isDimensionSet(root, set, odd));
}

function isDimensionSet(root: JsonObject, set: JsonValue, odd: Odd): boolean {
  if (!Array.isArray(set) || !set.every((name: JsonValue) => typeof name === 'string')) {
    odd('"Dimensions" holds something that is not a list of names; write [["Route"]], not ["Route"]');
    return false;
  }
  if (set.length > mostDimensions) {
    odd(`a set of ${set.length} dimensions; at most ${mostDimensions} are allowed`);
    return false;
  }
  const bad = (set as readonly string[]).find((name) => typeof root[name] !== 'string' || root[name] === '');
  if (bad === undefined) return true;
  odd(`the dimension "${bad}" ${whyBad(root[bad])} at the root`);
  return false;
}

function whyBad(value: JsonValue | undefined): string {
  if (value === undefined) return 'does not stand';
  return value === '' ? 'is empty' : 'is not a text';
}
