import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { env } from 'node:process';

/** The agreed text of test/golden/<name>. UPDATE_GOLDEN=1 first makes `actual` the agreed text: read the difference before you commit it. */
export function golden(name: string, actual: string): string {
  const file = new URL(`golden/${name}`, import.meta.url);
  if (env['UPDATE_GOLDEN'] === '1') writeFileSync(file, actual);
  if (!existsSync(file)) return `${name} is missing: run the tests with UPDATE_GOLDEN=1 and read what they write`;
  return readFileSync(file, 'utf8');
}

/** Lines as a file holds them. */
export function asFile(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
