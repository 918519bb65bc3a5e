import type { LogLine } from '../telemetry/model.ts';
import type { RunSignals } from '../telemetry/signals.ts';
import { fail } from './explain.ts';
import type { Spot } from './finding.ts';
import { logLinesSpot, logSpot, type LogMark } from './spot.ts';

/**
 * Each line is one JSON object. Near misses are named as what they are.
 * @throws FindingFailure pretty-printed, drawn-object, no-line-break, empty-line, not-json
 */
export function expectJsonLines(run: RunSignals, logs: readonly LogLine[]): void {
  const index = logs.findIndex((log) => log.fields === undefined);
  const log = logs[index];
  if (!log) return;
  const { line, text } = log;
  const rest = logs.slice(index, index + longestEvent);
  const printed = prettyEvent(rest);
  if (printed.length > 1) {
    const spot = logLinesSpot(run, printed.slice(0, 4), `one event, ${printed.length} lines`, 0);
    fail('pretty-printed', { line, lines: printed.length }, spot);
  }
  const drawn = drawnEvent(rest);
  if (drawn.length > 0) fail('drawn-object', { line, lines: drawn.length }, drawingSpot(run, drawn));
  if (text.trim() === '') fail('empty-line', { line }, logSpot(run, log, { from: 0, to: 1, note: 'nothing here' }));
  const gap = gapBetweenObjects(text);
  if (gap !== undefined)
    fail('no-line-break', { line }, logSpot(run, log, { from: gap, to: gap + 1, note: 'the next event begins here' }));
  fail('not-json', { line, looksLike: looksLike(log) }, logSpot(run, log, strangePart(log)));
}

/** More lines than one event has. */
const longestEvent = 200;

/** The lines that together are one JSON value, when a pretty printer tore it apart. */
function prettyEvent(logs: readonly LogLine[]): readonly LogLine[] {
  const opening = logs[0]?.text.trim();
  if (opening !== '{' && opening !== '[') return [];
  let text = '';
  for (const [index, log] of logs.entries()) {
    text += `${log.text}\n`;
    if (/[}\]]\s*$/.test(log.text) && isJson(text)) return logs.slice(0, index + 1);
  }
  return [];
}

/** The lines of an object that console.log has drawn, whatever stands before it: `new order: { sku: 'x' }`. */
function drawnEvent(logs: readonly LogLine[]): readonly LogLine[] {
  const [first] = logs;
  if (!first) return [];
  if (/\{ (?:\w+|'[^']+'): .*\}\s*$/.test(first.text)) return [first];
  if (!/(?:^|\s)\{\s*$/.test(first.text) || !/^\s+(?:\w+|'[^']+'): /.test(logs[1]?.text ?? '')) return [];
  const end = logs.findIndex((log) => /^\}\s*$/.test(log.text));
  return logs.slice(0, end < 0 ? logs.length : end + 1);
}

function drawingSpot(run: RunSignals, drawn: readonly LogLine[]): Spot {
  const [first] = drawn;
  if (first && drawn.length === 1)
    return logSpot(run, first, { from: first.text.indexOf('{'), note: 'not JSON: keys without quotes' });
  return logLinesSpot(run, drawn.slice(0, 4), 'not JSON: a key without quotes', 1);
}

/** Where a second object begins right after the first one; undefined when the line is anything else. */
function gapBetweenObjects(text: string): number | undefined {
  const gaps = text.matchAll(/\}\s*(?=\{")/g);
  for (const gap of gaps) {
    const end = gap.index + 1;
    if (isJson(text.slice(0, end))) return gap.index + gap[0].length;
  }
  return undefined;
}

function looksLike(log: LogLine): string {
  const oddity = log.oddities.find(({ text }) => text.includes('JSON') || text.startsWith('nested'));
  return oddity?.text.replace(/^not JSON: /, '').replace(/, not an object$/, '') ?? 'plain text';
}

/** What stands before an object, or where JSON breaks off; else the whole line. */
function strangePart(log: LogLine): LogMark {
  const object = log.oddities.find((oddity) => oddity.text.includes('before the object'))?.at;
  if (object !== undefined) return { from: 0, to: object, note: 'this stands before the object' };
  const end = log.text.startsWith('{"') ? endOfJson(log.text) : undefined;
  return end === undefined
    ? { note: 'not one JSON object' }
    : { from: end, to: end + 1, note: 'here it stops being JSON' };
}

/** Where the parser of V8 gives up; it says so in its message only. */
function endOfJson(text: string): number | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const position = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
    return position === undefined ? undefined : Number(position);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
