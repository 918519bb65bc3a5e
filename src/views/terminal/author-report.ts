import { hunkLines } from './diff.ts';
import { dim, indentLines, type Line, paragraph, piece, plain, space, strong, withGaps, wrapLine } from './line.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';
import { tableLines } from './table.ts';
import { briefDuration, counted } from './wording.ts';

export interface AuthorReportModel {
  /** What is wrong with the course as a whole. */
  readonly faults?: readonly string[];
  readonly lessons: readonly AuthoredLesson[];
}

interface AuthoredLesson {
  readonly number: number;
  readonly slug: string;
  readonly durationMs: number;
  readonly starter: Proof;
  readonly solution: Proof;
  readonly variants: readonly Proof[];
  readonly mistakes: readonly Proof[];
  /** What is wrong with its files, whatever runs: a missing heading, a stray file. */
  readonly faults: readonly string[];
}

/** Whether one version of a lesson's program was judged as its author says. */
export interface Proof {
  /** `starter`, `solution`, `variant winston`, `mistake no-id`. */
  readonly name: string;
  readonly isRight: boolean;
  /** What is not as it should be. */
  readonly message?: string | undefined;
  /** The recorded text and the text there was. */
  readonly texts?: { readonly expected: string; readonly actual: string } | undefined;
}

/** The author's gate: a row per lesson, then what is not right. */
export function authorReportView({ lessons, faults = [] }: AuthorReportModel, look: Look): string[] {
  const titles = ['', 'lesson', 'starter', 'solution', 'variants', 'mistakes', 'time'].map((title): Line => [
    dim(title),
  ]);
  const columns = [{}, { shrinks: true as const }, {}, {}, {}, {}, { align: 'right' as const }];
  const wrong = lessons.filter((lesson) => !isRight(lesson)).length;
  const count = counted(lessons.length, 'lesson');
  const sum = [
    wrong === 0 ? `${count}, all as they should be` : `${wrong} of ${count} not as they should be`,
    faults.length === 0 ? '.' : '; the course as a whole is not.',
  ].join('');
  return paint(
    withGaps([
      tableLines([titles, ...lessons.map(cells)], columns, look.width),
      ...lessons.flatMap((lesson) => wrongLines(lesson, look.width)),
      faults.flatMap((fault) => paragraph(`✗ ${fault}`, look.width)),
      paragraph(sum, look.width),
    ]),
    look,
  );
}

function proofs({ starter, solution, variants, mistakes }: AuthoredLesson): readonly Proof[] {
  return [starter, solution, ...variants, ...mistakes];
}

function isRight(lesson: AuthoredLesson): boolean {
  return lesson.faults.length === 0 && proofs(lesson).every((proof) => proof.isRight);
}

function cells(lesson: AuthoredLesson): Line[] {
  return [
    [sign(isRight(lesson))],
    [dim(`${String(lesson.number).padStart(2, '0')} `), plain(lesson.slug)],
    [sign(lesson.starter.isRight)],
    [sign(lesson.solution.isRight)],
    share(lesson.variants),
    share(lesson.mistakes),
    [dim(briefDuration(lesson.durationMs))],
  ];
}

function sign(good: boolean): Line[number] {
  return good ? piece('passed', '✓') : piece('failed', '✗');
}

function share(all: readonly Proof[]): Line {
  const right = all.filter((proof) => proof.isRight).length;
  return [piece(right === all.length ? 'plain' : 'failed', `${right} of ${all.length}`)];
}

/** One block per thing that is wrong. */
function wrongLines(lesson: AuthoredLesson, width: number): Line[][] {
  const faults = lesson.faults.map((fault) => titled(lesson, '', fault, width));
  const wrongProofs = proofs(lesson)
    .filter((proof) => !proof.isRight)
    .map((proof) => [
      titled(lesson, proof.name, proof.message ?? 'is not judged as it should be', width),
      proof.texts === undefined ? [] : textLines(proof.texts, width),
    ]);
  return [...faults, ...wrongProofs.map((blocks) => blocks.flat())];
}

function titled(lesson: AuthoredLesson, name: string, message: string, width: number): Line[] {
  const title = [strong(lesson.slug), plain(name === '' ? ': ' : `, ${name}: `), plain(message)];
  return indentLines(wrapLine(title, width - 2), 2, [sign(false), space(1)]);
}

function textLines({ expected, actual }: NonNullable<Proof['texts']>, width: number): Line[] {
  const legend: Line[] = [[piece('failed', '- recorded')], [piece('passed', '+ now')]];
  return indentLines([...legend, ...hunkLines({ before: expected, after: actual }, width - 4)], 4);
}
