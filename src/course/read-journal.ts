import { isJsonObject } from '../kernel/json.ts';
import type { JournalEvent } from './journal-event.ts';

export interface JournalReading {
  /** In the order of the file. Kinds of a newer learn-obs are among them: `progressOf` steps over those. */
  readonly events: readonly JournalEvent[];
  readonly damage: readonly DamagedLine[];
}

/** A line that is no event: torn by a power cut, or written by somebody else. */
export interface DamagedLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** Reads the text of a journal. Never throws: what is not an event is stepped over and named. */
export function readJournal(text: string): JournalReading {
  const events: JournalEvent[] = [];
  const damage: DamagedLine[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue;
    const value = parsed(line);
    if (isJournalEvent(value)) events.push(value);
    else damage.push({ line: index + 1, text: line.replace(/\r$/, '') });
  }
  return { events, damage };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isJournalEvent(value: unknown): value is JournalEvent {
  if (!isJsonObject(value)) return false;
  if (typeof value['id'] !== 'string' || typeof value['at'] !== 'string' || typeof value['kind'] !== 'string')
    return false;
  const needs = fieldsOf.get(value['kind']);
  return needs === undefined || needs(value);
}

type Fields = Readonly<Record<string, unknown>>;

const hasLesson = (event: Fields): boolean => typeof event['lesson'] === 'string';
const hasBackup = (event: Fields): boolean => hasLesson(event) && typeof event['backup'] === 'string';

/** What an event of a known kind must hold, so that whoever reads the journal can rely on its type. */
const fieldsOf: ReadonlyMap<string, (event: Fields) => boolean> = new Map(
  Object.entries({
    started: hasLesson,
    moved: hasLesson,
    attempted: isAttempt,
    passed: hasLesson,
    hinted: (event) => hasLesson(event) && typeof event['hint'] === 'number',
    skipped: hasLesson,
    revealed: hasLesson,
    reset: hasBackup,
    undone: hasBackup,
  } satisfies Record<JournalEvent['kind'], (event: Fields) => boolean>),
);

function isAttempt(event: Fields): boolean {
  const { verdict, failing, durationMs, seed } = event;
  return (
    hasLesson(event) &&
    (verdict === 'pass' || verdict === 'fail' || verdict === 'could-not-check') &&
    Array.isArray(failing) &&
    failing.every(isFailure) &&
    typeof durationMs === 'number' &&
    typeof seed === 'string'
  );
}

function isFailure(value: unknown): boolean {
  return isJsonObject(value) && typeof value['check'] === 'string' && typeof value['code'] === 'string';
}
