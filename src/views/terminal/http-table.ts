import type { RequestEvidence, StubCallEvidence } from '../../telemetry/evidence.ts';
import { attributePieces } from './attributes.ts';
import { attemptTime } from './clock-time.ts';
import { excerpt } from './excerpt.ts';
import { dim, type Line, paragraph, piece, plain, space, strong, withGaps } from './line.ts';
import { type MarkedRow, markedTable } from './marked-table.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';
import { notesAt, type Remark } from './remark.ts';
import type { Column } from './table.ts';
import { fineDuration } from './wording.ts';

export interface HttpTableModel {
  readonly requests: readonly RequestEvidence[];
  readonly stubCalls: readonly StubCallEvidence[];
  /** Rows at most, in each table. */
  readonly limit: number;
  readonly marks: readonly Remark[];
}

/** The requests that learn-obs sent with their answers, and the calls that its stubs received. */
export function httpTableView({ requests, stubCalls, limit, marks }: HttpTableModel, look: Look): string[] {
  const requestNotes = ({ name }: RequestEvidence): string[] =>
    notesAt(marks, (at) => at.signal === 'request' && at.request === name);
  const positions = new Map(stubCalls.map((call, index) => [call, index]));
  const callNotes = (call: StubCallEvidence): string[] =>
    notesAt(marks, (at) => at.signal === 'stub-call' && at.index === positions.get(call));
  const sent = excerpt(requests, limit, (one) => requestNotes(one).length > 0).map((one) =>
    'item' in one ? { item: requestRow(one.item, requestNotes(one.item)) } : one,
  );
  const received = excerpt(stubCalls, limit, (one) => callNotes(one).length > 0).map((one) =>
    'item' in one ? { item: callRow(one.item, callNotes(one.item)) } : one,
  );
  const columns: readonly Column[] = [{}, { shrinks: true }, {}, { align: 'right' }];
  return paint(
    withGaps([
      requests.length === 0
        ? paragraph('No request was sent.', look.width, 2, 'dim')
        : markedTable(sent, columns, look.width),
      stubCalls.length === 0
        ? []
        : [[strong('Calls that your program made')], ...markedTable(received, columns, look.width)],
    ]),
    look,
  );
}

function requestRow(
  { name, method, path, headers, sentAtMs, endedAtMs, outcome }: RequestEvidence,
  notes: readonly string[],
): MarkedRow {
  const body = outcome.kind === 'answered' ? outcome.body : '';
  const cells = [
    [dim(name)],
    [plain(`${method} ${path}`)],
    outcomeWord(outcome),
    [dim(fineDuration(endedAtMs - sentAtMs))],
  ];
  return { cells, details: [dim(onOneLine(body))], notes, below: tellingHeaders(headers) };
}

function outcomeWord(outcome: RequestEvidence['outcome']): Line {
  if (outcome.kind === 'failed') return [piece('failed', outcome.error)];
  if (outcome.kind === 'aborted') return [piece('unclear', 'hung up')];
  if (outcome.kind === 'timed-out') return [piece('failed', 'timed out')];
  return [
    piece(outcome.status >= 500 ? 'failed' : outcome.status >= 400 ? 'unclear' : 'plain', String(outcome.status)),
  ];
}

function callRow(
  { stub, method, path, headers, body, atMs, answer, abandoned }: StubCallEvidence,
  notes: readonly string[],
): MarkedRow {
  const cells = [[dim(stub)], [plain(`${method} ${path}`)], [plain(answer)], [dim(attemptTime(atMs))]];
  return {
    cells,
    details: [dim(onOneLine(body))],
    notes,
    below: [
      ...tellingHeaders(headers),
      ...(abandoned === true ? [[space(2), piece('unclear', '! hung up before the answer')]] : []),
    ],
  };
}

/** What a service says to the next besides the call itself: `traceparent`, `x-request-id`, … */
function tellingHeaders(headers: Readonly<Record<string, string>>): Line[] {
  const telling = Object.entries(headers).filter(([name]) => !everyday.has(name.toLowerCase()));
  if (telling.length === 0) return [];
  return [[space(2), ...attributePieces(Object.fromEntries(telling.map(([name, value]) => [name, onOneLine(value)])))]];
}

/** Headers that every HTTP client sends by itself. */
const everyday: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'connection',
  'content-length',
  'content-type',
  'host',
  'keep-alive',
  'sec-fetch-mode',
  'transfer-encoding',
  'user-agent',
]);

function onOneLine(text: string): string {
  return text.slice(0, longestExcerpt).replaceAll(/\s+/gu, ' ');
}

/** No terminal shows more of a body beside a request. */
const longestExcerpt = 400;
