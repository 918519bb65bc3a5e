/** Say which character a metric's or label's name may not have; undefined when the name is good. `at` is its offset. */
export function oddCharacter(name: string, of: 'metric' | 'label'): { text: string; at: number } | undefined {
  if (name === '') return { text: `a ${of} has no name`, at: 0 };
  const at = name.search(of === 'metric' ? /[^a-zA-Z0-9_:]/ : /[^a-zA-Z0-9_]/);
  if (at >= 0) {
    return { text: `the ${of} name "${name}" may not contain "${String.fromCodePoint(name.codePointAt(at)!)}"`, at };
  }
  if (/^\d/.test(name)) return { text: `the ${of} name "${name}" may not begin with a digit`, at: 0 };
  return undefined;
}
