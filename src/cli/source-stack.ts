import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A stack with places in the sources that the bundle was made of. What has no source map stays as it is. */
export function sourceStack(stack: string, packageDir: string): string {
  return stack.replaceAll(placePattern, (place, url: string, line: string, column: string) => {
    const origin = findOrigin(fileURLToPath(url), Number(line), Number(column));
    return origin === undefined ? place : relative(packageDir, origin.file).replaceAll('\\', '/') + origin.at;
  });
}

const placePattern = /(file:\/\/[^\s()]+\.js):(\d+):(\d+)/g;

function findOrigin(file: string, line: number, column: number): { file: string; at: string } | undefined {
  try {
    const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')) as SourceMapPayload);
    const origin = map.findOrigin(line, column);
    if (!('fileName' in origin)) return undefined;
    return { file: join(file, '..', origin.fileName), at: `:${origin.lineNumber}:${origin.columnNumber}` };
  } catch {
    // A report with less in it is better than none.
    return undefined;
  }
}
