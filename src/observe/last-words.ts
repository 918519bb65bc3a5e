import { fileURLToPath } from 'node:url';

/** What Node writes to stderr when an error ends a program. Read from Node 22 and 24; there is no other interface to it. */
export interface LastWords {
  /** The place Node shows first; a file of Node itself is left out. */
  readonly spot?: Spot;
  /** `TypeError`; empty when something was thrown that is no error. */
  readonly name: string;
  /** `ERR_MODULE_NOT_FOUND`, where Node gives one. */
  readonly code?: string;
  /** Its first line. */
  readonly message: string;
  /** The whole text from the error's first line on. */
  readonly text: string;
  /** Frames of the stack that are in files, the innermost first. */
  readonly frames: readonly Spot[];
}

export interface Spot {
  /** Absolute path. */
  readonly path: string;
  readonly line: number;
  readonly column?: number;
}

/** @returns undefined when no error ended the program: it may still have written errors of its own */
export function readLastWords(stderr: string): LastWords | undefined {
  const lines = stderr.split(/\r?\n/);
  const trailer = lines.findLastIndex((line) => /^Node\.js v\d/.test(line));
  if (trailer === -1) return undefined;
  const header = lines.findLastIndex((line, index) => index < trailer && headerPattern.test(line));
  const caret = lines.findIndex((line, index) => index > header && index < trailer && caretPattern.test(line));
  const body = lines.slice(findError(lines, header, caret, trailer), trailer);
  const spot = readHeader(lines[header], lines[caret]);
  const [, name = '', code, message] = errorPattern.exec(body[0] ?? '') ?? [];
  return {
    ...(spot === undefined ? {} : { spot }),
    name,
    ...(code === undefined ? {} : { code }),
    message: message ?? body[0] ?? '',
    text: body.join('\n').trim(),
    frames: body.flatMap((line) => readFrame(line) ?? []),
  };
}

/** Most errors are known by their names. Others stand after the excerpt: after the blank line that ends it, or its caret. */
function findError(lines: readonly string[], header: number, caret: number, trailer: number): number {
  const named = lines.findIndex((line, index) => index > header && usualErrorPattern.test(line));
  if (named !== -1) return named;
  const blank = lines.findIndex((line, index) => index > Math.max(header, caret) && line.trim() === '');
  const afterBlank = lines.findIndex((line, index) => index > blank && line.trim() !== '');
  return blank !== -1 && afterBlank < trailer ? afterBlank : caret + 1;
}

function readHeader(header: string | undefined, caret: string | undefined): Spot | undefined {
  const [, place = '', line = ''] = headerPattern.exec(header ?? '') ?? [];
  const path = toPath(place);
  if (path === undefined) return undefined;
  const column = caret === undefined ? {} : { column: caret.indexOf('^') + 1 };
  return { path, line: Number(line), ...column };
}

function readFrame(line: string): Spot | undefined {
  const [, place = '', row, column] = framePattern.exec(line) ?? [];
  const path = toPath(place);
  return path === undefined ? undefined : { path, line: Number(row), column: Number(column) };
}

function toPath(place: string): string | undefined {
  if (place.startsWith('file://')) return fileURLToPath(place);
  return /^(\/|[A-Za-z]:[\\/])/.test(place) ? place : undefined;
}

const headerPattern = /^((?:file:\/\/|\/|[A-Za-z]:[\\/]|node:|<anonymous).*):(\d+)$/;
const caretPattern = /^\s*\^+\s*$/;
const usualErrorPattern = /^\w*(?:Error|Exception|Rejection)(?: \[[A-Z_\d]+\])?: /;
const errorPattern = /^([A-Za-z_$][\w$]*)(?: \[([A-Z_\d]+)\])?: (.*)$/;
const framePattern = /^\s+at (?:.*\()?([^()]+?):(\d+):(\d+)\)?$/;
