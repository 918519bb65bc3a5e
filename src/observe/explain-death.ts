import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problem } from '../course/problem.ts';
import type { Problem } from '../telemetry/evidence.ts';
import { explainMissingModule } from './explain-missing-module.ts';
import { readLastWords, type LastWords, type Spot } from './last-words.ts';
import { nameInLesson, type ReadSource } from './source-files.ts';

/**
 * Why Node could not even begin to run the program: it could not read it, or not find what it imports.
 * @returns undefined when it ran, however it ended
 */
export function explainLoadFailure(stderr: string, lessonDir: string, read: ReadSource): Problem | undefined {
  const words = readLastWords(stderr);
  if (words === undefined) return undefined;
  return (
    explainSyntax(words, lessonDir) ??
    explainMissingType(words, lessonDir, read) ??
    explainMissingModule(words, lessonDir, read)
  );
}

/** An error that nobody caught, with the innermost place in the learner's own files. */
export interface Uncaught {
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
}

export function findUncaught(stderr: string, lessonDir: string): Uncaught | undefined {
  const unsettled = /^Warning: Detected unsettled top-level await at (file:.*):(\d+)$/m.exec(stderr);
  if (unsettled) {
    const path = fileURLToPath(unsettled[1] ?? '');
    return { message: 'an await never settled', file: nameInLesson(path, lessonDir), line: Number(unsettled[2]) };
  }
  const fatal = /^FATAL ERROR: (.*)$/m.exec(stderr)?.[1];
  if (fatal !== undefined) return { message: fatal };
  const words = readLastWords(stderr);
  if (words === undefined) return undefined;
  const message = messageOf(words);
  const own = [...words.frames, ...(words.spot ? [words.spot] : [])].find((spot) => isOwn(spot, lessonDir));
  return own === undefined ? { message } : { message, file: nameInLesson(own.path, lessonDir), line: own.line };
}

function messageOf({ name, message }: LastWords): string {
  const reason = /The promise rejected with the reason (".*")\.$/.exec(message)?.[1];
  if (reason !== undefined) return `a promise was rejected with ${reason}, and nobody handled it`;
  return name === '' ? message : `${name}: ${message}`;
}

/** The port that the program wanted to open and somebody had. */
export function findTakenPort(stderr: string): number | undefined {
  const words = readLastWords(stderr);
  const port = /\bEADDRINUSE\b.*:(\d+)$/.exec(words?.message ?? '')?.[1];
  return port === undefined ? undefined : Number(port);
}

function explainSyntax({ name, code, message, text, spot }: LastWords, lessonDir: string): Problem | undefined {
  if (name !== 'SyntaxError' || spot === undefined) return undefined;
  const file = nameInLesson(spot.path, lessonDir);
  const { line, column } = spot;
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
    return problem('unsupported-typescript', { file, line, what: whatIsUnsupported(message) });
  }
  // A SyntaxError of JSON.parse or new Function is thrown by a program that runs.
  const isFromCompiler =
    code === 'ERR_INVALID_TYPESCRIPT_SYNTAX' || /\bat (compileSourceTextModule|wrapSafe) /.test(text);
  if (!isFromCompiler) return undefined;
  return problem('syntax-error', { file, line, ...(column === undefined ? {} : { column }), message });
}

function whatIsUnsupported(message: string): 'enum' | 'parameter-property' | 'namespace' | 'other' {
  if (message.includes(' enum ')) return 'enum';
  if (message.includes('parameter property')) return 'parameter-property';
  return message.includes('namespace') ? 'namespace' : 'other';
}

function explainMissingType(words: LastWords, lessonDir: string, read: ReadSource): Problem | undefined {
  const { message, spot } = words;
  const [, name, module] =
    /^Named export '(.+)' not found\. The requested module '(.+?)'/.exec(message) ??
    swap(/^The requested module '(.+)' does not provide an export named '(.+)'$/.exec(message));
  if (name === undefined || module === undefined || spot === undefined) return undefined;
  const isType = /^\.{1,2}\//.test(module)
    ? declaresType(read(resolve(dirname(spot.path), module)) ?? '', name)
    : // A package's types are not in what runs. Types are capitalised, as a rule, and functions are not.
      /^[A-Z]/.test(name);
  if (!isType) return undefined;
  return problem('missing-type-import', { file: nameInLesson(spot.path, lessonDir), line: spot.line, name, module });
}

function swap(match: RegExpExecArray | null): readonly (string | undefined)[] {
  return [match?.[0], match?.[2], match?.[1]];
}

function declaresType(source: string, name: string): boolean {
  const escaped = name.replaceAll('$', String.raw`\$`);
  return new RegExp(`\\b(?:interface|type)\\s+${escaped}\\b|\\btype\\s*\\{[^}]*\\b${escaped}\\b`).test(source);
}

function isOwn({ path }: Spot, lessonDir: string): boolean {
  const file = nameInLesson(path, lessonDir);
  return !file.startsWith('..') && !file.includes('node_modules/');
}
