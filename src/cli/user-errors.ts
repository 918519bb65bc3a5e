import type { Words } from '../course/verdict.ts';
import type { UserError } from '../kernel/errors.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { Screen } from '../kernel/world.ts';

/** The words of everything that the person at the keyboard can mend, by code. */
const table: Readonly<Record<string, (args: JsonObject) => Omit<Words, 'why'> & { readonly why?: string }>> = {
  'wrong-usage': (args) => ({ title: String(args['message']), next: 'See `learn-obs --help`.' }),
};

export function describeUserError(error: UserError, _screen: Screen): string[] {
  const words = table[error.code]?.(error.args);
  return words ? [words.title, words.next] : [error.code];
}
