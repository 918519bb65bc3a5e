import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import type { OutputLine } from '../evidence.ts';
import type { LogLine, Oddity } from '../model.ts';
import { duplicateKeys } from './duplicate-keys.ts';
import { shapeOf } from './json-shape.ts';
import { levelOf, messageOf, timeMsOf } from './log-fields.ts';
import { describeJson, describeText } from './not-a-log-line.ts';

/** A log line nested deeper than this is a mistake, and reading it recursively could break whoever does. */
const deepestNesting = 100;

/**
 * Read stdout as NDJSON: one `LogLine` for each line, in the same order, blank ones too.
 * What is wrong with a line is in its `oddities`; `fields` is there when the line is one JSON object.
 */
export function parseLogLines(program: string, lines: readonly OutputLine[]): LogLine[] {
  return lines.map((line, index) => parseLogLine(program, line, index + 1));
}

function parseLogLine(program: string, output: OutputLine, line: number): LogLine {
  const { text, atMs } = output;
  const oddities = writingOddities(output, line);
  const log: Filling<LogLine> = { line, program, text, atMs, unfinished: output.unfinished === true, oddities };
  const fields = readFields(text, line, oddities);
  if (fields === undefined) return log;
  log.fields = fields;
  const level = levelOf(fields);
  if (level !== undefined) log.level = level;
  const timeMs = timeMsOf(fields);
  if (timeMs !== undefined) log.timeMs = timeMs;
  const message = messageOf(fields);
  if (message !== undefined) log.message = message;
  return log;
}

/** A value while it is being made: filling it in place is twice as fast as spreading parts into a new one. */
type Filling<T> = { -readonly [Key in keyof T]: T[Key] };

/** NUL comes from a broken file or buffer, ESC from a tool that colours its output. */
// oxlint-disable-next-line no-control-regex -- the very characters that are looked for
const controlCode = /[\u0000\u001B]/;

function writingOddities(output: OutputLine, line: number): Oddity[] {
  const oddities: Oddity[] = [];
  if (output.unfinished) {
    oddities.push({ line, text: 'the line was not finished: the program ended before it wrote the line break' });
  }
  const at = output.text.search(controlCode);
  if (at >= 0) {
    const text = output.text[at] === '\0' ? 'a NUL character stands in the line' : 'an escape code (colour) is in it';
    oddities.push({ line, text, at });
  }
  return oddities;
}

/** Adds to `oddities` why there are no fields, or what is wrong with them. */
function readFields(text: string, line: number, oddities: Oddity[]): JsonObject | undefined {
  const value = parseJson(text);
  if (value === undefined) {
    oddities.push({ line, ...describeText(text) });
    return undefined;
  }
  if (!isJsonObject(value)) {
    oddities.push({ line, text: describeJson(value) });
    return undefined;
  }
  const { depth, keys } = shapeOf(value);
  for (const { key, at } of duplicateKeys(text, keys))
    oddities.push({ line, text: `the key "${key}" stands twice`, at });
  if (depth <= deepestNesting) return value;
  oddities.push({ line, text: `nested ${depth} levels deep; at most ${deepestNesting} are read` });
  return undefined;
}

/** Lines that cannot be JSON are told apart first, since a thrown error costs a hundred times as much. */
const mayBeJson = /^\s*(?:\{\s*["}]|[["\d-]|true|false|null)/;

function parseJson(text: string): unknown {
  if (!mayBeJson.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
