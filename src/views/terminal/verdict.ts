import type { CheckResult, Finding, Saw, Verdict, Words } from '../../course/verdict.ts';
import { briefDuration, counted } from './wording.ts';
import {
  dim,
  emptyLine,
  indentLines,
  type Line,
  lineWidth,
  paragraph,
  piece,
  plain,
  space,
  strong,
  widestProse,
  wrapLine,
} from './line.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';
import { quoteLines } from './quote.ts';
import { checkSymbol, verdictSymbol } from './symbol.ts';

export interface VerdictModel {
  readonly verdict: Verdict;
  readonly lesson: LessonName;
  /** Absent after the last lesson. */
  readonly nextLesson?: LessonName | undefined;
  /** How many lessons the course has, and how many of them are passed now. */
  readonly lessonCount: number;
  readonly passedCount: number;
  readonly words: (finding: Finding) => Words;
  /** The words for `verdict.problem`. */
  readonly problemWords?: Words | undefined;
  /** The line the problem is about, when there is one. */
  readonly problemSaw?: Saw | undefined;
  readonly hintAvailable: boolean;
  /** Keys are read, so a key is offered instead of a command. */
  readonly isWatching: boolean;
}

export interface LessonName {
  readonly number: number;
  readonly title: string;
}

/** The outcome of one attempt. The first failed check is expanded, the others are listed, one line each. */
export function verdictView(model: VerdictModel, look: Look): string[] {
  return paint([...headline(model, look.width), emptyLine, ...bodies[model.verdict.verdict](model, look.width)], look);
}

const indent = 2;

function headline({ verdict, lesson }: VerdictModel, width: number): Line[] {
  const ending = verdict.verdict === 'could-not-check' ? ' could not be checked' : '';
  const title = [strong(`Lesson ${lesson.number}`), space(2), strong(lesson.title), plain(ending)];
  return indentLines(wrapLine(title, width - 2), 2, [verdictSymbol(verdict.verdict), space(1)]);
}

function passedLines(
  { verdict, lesson, nextLesson, lessonCount, passedCount, isWatching }: VerdictModel,
  width: number,
): Line[] {
  const judged = verdict.checks.filter(({ state }) => state === 'passed').length;
  const checks = judged === 1 ? 'The check passes' : `All ${judged} checks pass`;
  const sum = `${checks}, in ${briefDuration(verdict.durationMs)}. ${passedCount} of ${counted(lessonCount, 'lesson')} done.`;
  const next = nextLesson && `Next: lesson ${nextLesson.number}, ${nextLesson.title}.`;
  return [
    ...indentLines(
      verdict.checks.flatMap((check) => checkLines(check, width - indent)),
      indent,
    ),
    emptyLine,
    ...paragraph(sum, Math.min(width, widestProse), indent),
    ...(next === undefined
      ? paragraph(
          `Lesson ${lesson.number} was the last one: you have reached the end of the course.`,
          Math.min(width, widestProse),
          indent,
        )
      : offered(next, isWatching ? 'n: next lesson' : 'npx learn-obs next', width)),
  ];
}

function failedLines(model: VerdictModel, width: number): Line[] {
  const { checks } = model.verdict;
  const first = checks.find(({ state }) => state === 'failed');
  const others = checks.filter((check) => check !== first);
  const passed = checks.filter(({ state }) => state === 'passed').length;
  const sum = `${passed} of ${counted(checks.length, 'check')} pass, in ${briefDuration(model.verdict.durationMs)}.`;
  return [
    ...(first === undefined ? [] : [...expandedLines(first, model, width), emptyLine]),
    ...indentLines(
      others.flatMap((check) => checkLines(check, width - indent)),
      indent,
    ),
    ...(others.length === 0 ? [] : [emptyLine]),
    ...paragraph(sum, width, indent, 'dim'),
  ];
}

function expandedLines(check: CheckResult, model: VerdictModel, width: number): Line[] {
  const title = indentLines(checkLines(check, width - indent), indent);
  if (check.finding === undefined) return title;
  const { saw } = check.finding;
  return [...title, emptyLine, ...explained(model.words(check.finding), saw, hintOffer(model), width)];
}

function uncheckedLines(model: VerdictModel, width: number): Line[] {
  const prose = Math.min(width, widestProse);
  const words = model.problemWords;
  return [
    ...paragraph('This says nothing about your solution: it was not judged.', prose, indent, 'unclear'),
    emptyLine,
    ...(words === undefined ? [] : [...paragraph(words.title, prose, indent, 'strong'), emptyLine]),
    ...(words === undefined ? [] : explained({ ...words, title: '' }, model.problemSaw, '', width)),
  ];
}

/** What was seen, what it is, why it matters, the next step: always in this order. */
function explained(words: Words, saw: Saw | undefined, offer: string, width: number): Line[] {
  const prose = Math.min(width, widestProse) - indent;
  return [
    ...(saw === undefined ? [] : [...indentLines(quoteLines(saw, width - 2 * indent), 2 * indent), emptyLine]),
    ...(words.title === '' ? [] : indentLines(paragraph(words.title, prose - indent, 0, 'strong'), 2 * indent)),
    ...indentLines(paragraph(words.why, prose - indent), 2 * indent),
    ...indentLines(offered(`Next: ${words.next}`, offer, width - indent), indent),
  ];
}

function hintOffer({ hintAvailable, isWatching }: VerdictModel): string {
  if (!hintAvailable) return '';
  return isWatching ? 'h: hint' : 'npx learn-obs hint';
}

/** A next step, with the key or command for it at the right: on the same line, or below where there is no room. */
function offered(text: string, offer: string, width: number): Line[] {
  const prose = Math.min(width, widestProse);
  const lines = paragraph(text, prose, indent);
  if (offer === '') return lines;
  const last = lines.at(-1) ?? emptyLine;
  const room = prose - lineWidth(last) - lineWidth([plain(offer)]);
  if (room >= 4) return [...lines.slice(0, -1), [...last, space(room), piece('accent', offer)]];
  return [...lines, [space(prose - lineWidth([plain(offer)])), piece('accent', offer)]];
}

function checkLines(check: CheckResult, width: number): Line[] {
  const isSkipped = check.state === 'skipped';
  const because = check.noSignals ? '  (not judged: this machine has no signals)' : '  (not judged)';
  const title = [piece(isSkipped ? 'dim' : 'plain', check.title), dim(isSkipped ? because : '')];
  return indentLines(wrapLine(title, width - 2), 2, [checkSymbol(check.state), space(1)]);
}

const bodies: Readonly<Record<Verdict['verdict'], (model: VerdictModel, width: number) => Line[]>> = {
  pass: passedLines,
  fail: failedLines,
  'could-not-check': uncheckedLines,
};
