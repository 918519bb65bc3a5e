/** Labels as Prometheus writes them: `{route="/cart",status="200"}`; a word where there are none. */
export function labelText(labels: Readonly<Record<string, string>>, without: readonly string[] = []): string {
  const written = Object.entries(labels)
    .filter(([name]) => !without.includes(name))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return written.length === 0 ? '' : `{${written.join(',')}}`;
}
