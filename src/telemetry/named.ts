/**
 * The first with this name.
 * @throws {RangeError} when there is none; it lists the names there are
 */
export function named<T extends { readonly name: string }>(what: string, all: readonly T[], name: string): T {
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = all.map((one) => `"${one.name}"`).join(', ');
  throw new RangeError(`no ${what} "${name}" in the evidence; there is ${names || 'none'}`);
}
