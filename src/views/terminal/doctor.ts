import { emptyLine, indentLines, type Line, paragraph, piece, plain, space, wrapLine } from './line.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';
import { counted } from './wording.ts';

/** One thing that was looked at. */
export interface Diagnosis {
  readonly state: 'ok' | 'problem';
  /** What was looked at, and what was found: `Node v24.21.0`. */
  readonly what: string;
  /** How to mend it. */
  readonly mend?: string | undefined;
}

/** What was looked at, what is wrong, and how to mend it. */
export function doctorView(diagnoses: readonly Diagnosis[], look: Look): string[] {
  const problems = diagnoses.filter(({ state }) => state === 'problem').length;
  const sum = problems === 0 ? 'Everything is in order.' : `${counted(problems, 'problem')} to mend.`;
  return paint(
    [...diagnoses.flatMap((one) => diagnosisLines(one, look.width)), emptyLine, ...paragraph(sum, look.width)],
    look,
  );
}

function diagnosisLines({ state, what, mend }: Diagnosis, width: number): Line[] {
  const sign = state === 'ok' ? piece('passed', '✓ ok') : piece('failed', '✗ problem');
  return [
    ...indentLines(wrapLine([plain(what)], width - signColumns), signColumns, [
      sign,
      space(signColumns - sign.text.length),
    ]),
    ...(mend === undefined ? [] : paragraph(mend, width, signColumns, 'accent')),
  ];
}

const signColumns = '✗ problem'.length + 2;
