import { dirname, resolve } from 'node:path';

export interface ImportSpot {
  readonly specifier: string;
  readonly line: number;
}

/**
 * Where a file imports something: Node names the file and what it looked for, but neither the line nor the words.
 * @param source the text of the importing file
 * @param importer its absolute path
 * @param wanted an absolute path, or the name of a package
 */
export function findImport(source: string, importer: string, wanted: string): ImportSpot | undefined {
  for (const found of source.matchAll(/(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*(['"])(.+?)\1/g)) {
    const specifier = found[2] ?? '';
    if (means(specifier, importer, wanted)) return { specifier, line: lineOf(source, found.index + found[0].length) };
  }
  return undefined;
}

function means(specifier: string, importer: string, wanted: string): boolean {
  if (specifier === wanted || specifier.startsWith(`${wanted}/`)) return true;
  if (/^\.{0,2}\//.test(specifier)) return resolve(dirname(importer), specifier) === wanted;
  // A file of a package: node_modules/pino/lib/x for pino/lib/x.
  return wanted.replaceAll('\\', '/').endsWith(`/node_modules/${specifier}`);
}

function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}
