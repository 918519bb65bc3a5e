import { extname } from 'node:path';
import { problem } from '../course/problem.ts';
import type { Problem } from '../telemetry/evidence.ts';
import { findImport } from './find-import.ts';
import type { LastWords } from './last-words.ts';
import { nameInLesson, type ReadSource } from './source-files.ts';

/** What the program imports and Node did not find; the right name, where only the ending is missing. */
export function explainMissingModule(words: LastWords, lessonDir: string, read: ReadSource): Problem | undefined {
  const missing = findMissing(words.text);
  if (missing === undefined) return undefined;
  const { wanted, importer } = missing;
  // What `--import` names is imported by the folder.
  if (importer.endsWith('/')) return problem('missing-entry', { entry: nameInLesson(wanted, lessonDir) });

  const spot = findImport(read(importer) ?? '', importer, wanted);
  const file = nameInLesson(importer, lessonDir);
  const line = spot?.line ?? 1;
  const specifier = spot?.specifier ?? nameInLesson(wanted, lessonDir);
  const ending = specifier.startsWith('.') ? findEnding(wanted, read) : undefined;
  if (ending === undefined) return problem('missing-module', { file, line, specifier });
  const found = `${specifier.slice(0, specifier.length - ending.dropped.length)}${ending.added}`;
  return problem('missing-extension', { file, line, specifier, found });
}

function findMissing(text: string): { readonly wanted: string; readonly importer: string } | undefined {
  const [, wanted, importer] =
    /Cannot find (?:module|package) '(.+?)' imported from (.+)$/m.exec(text) ??
    /Directory import '(.+?)' is not supported resolving ES modules imported from (.+)$/m.exec(text) ??
    /Cannot find module '(.+?)'\nRequire stack:\n- (.+)$/m.exec(text) ??
    [];
  return wanted === undefined || importer === undefined ? undefined : { wanted, importer };
}

/** TypeScript's own habits: no ending at all, the folder for its index, `.js` for a `.ts`. */
function findEnding(path: string, read: ReadSource): { readonly dropped: string; readonly added: string } | undefined {
  const dropped = extname(path) === '.js' ? '.js' : '';
  const stem = path.slice(0, path.length - dropped.length);
  const added = ['.ts', '.js', '.mts', '/index.ts', '/index.js'].find(
    (ending) => read(`${stem}${ending}`) !== undefined,
  );
  return added === undefined ? undefined : { dropped, added };
}
