import type { AuthorReportModel, Proof } from '../../views/terminal/author-report.ts';
import type { AuthorReport } from './author-check.ts';
import type { LessonCase } from './lesson-cases.ts';
import type { TriedCase } from './proven-case.ts';

/** What `author check --json` prints. */
export interface AuthorJson {
  readonly lessons: readonly {
    readonly slug: string;
    /** Whether it fails as it should, with an explained finding. */
    readonly starter: boolean;
    readonly solution: boolean;
    /** How many there are. */
    readonly variants: number;
    readonly mistakes: number;
    readonly seconds: number;
  }[];
  readonly ok: boolean;
  readonly failures: readonly { readonly lesson: string; readonly where: string; readonly text: string }[];
}

export function authorJson(report: AuthorReport): AuthorJson {
  const failures = [
    ...report.faults.map((text) => ({ lesson: 'course', where: 'course', text })),
    ...report.lessons.flatMap(({ entry, cases, faults }) => [
      ...faults.map((text) => ({ lesson: entry.slug, where: 'folder', text })),
      ...cases.flatMap(({ tried, failures: found }) =>
        found.map((failure) => ({ lesson: entry.slug, where: pathOf(tried), ...failure })),
      ),
    ]),
  ];
  return {
    lessons: report.lessons.map(({ entry, cases, durationMs }) => ({
      slug: entry.slug,
      starter: isRight(cases, 'starter'),
      solution: isRight(cases, 'solution'),
      variants: ofKind(cases, 'variant').length,
      mistakes: ofKind(cases, 'mistake').length,
      seconds: Math.round(durationMs / 100) / 10,
    })),
    ok: failures.length === 0,
    failures,
  };
}

export function authorReportModel(report: AuthorReport): AuthorReportModel {
  return {
    faults: report.faults,
    lessons: report.lessons.map(({ entry, cases, faults, durationMs }) => {
      const proofs = (kind: LessonCase['kind']): Proof[] => ofKind(cases, kind).flatMap(toProofs);
      const [starter, solution] = [proofs('starter'), proofs('solution')];
      return {
        number: entry.number,
        slug: entry.slug,
        durationMs,
        starter: starter[0] ?? { name: 'starter', isRight: false, message: 'is missing' },
        solution: solution[0] ?? { name: 'solution', isRight: false, message: 'is missing' },
        variants: proofs('variant'),
        mistakes: proofs('mistake'),
        faults,
      };
    }),
  };
}

function ofKind(cases: readonly TriedCase[], kind: LessonCase['kind']): TriedCase[] {
  return cases.filter(({ tried }) => tried.kind === kind);
}

function isRight(cases: readonly TriedCase[], kind: LessonCase['kind']): boolean {
  return ofKind(cases, kind).every(({ failures }) => failures.length === 0);
}

function toProofs({ tried, failures }: TriedCase): Proof[] {
  const torn = failures.find(({ expected, found }) => expected !== undefined && found !== undefined);
  return [
    {
      name: pathOf(tried),
      isRight: failures.length === 0,
      message: failures.length === 0 ? undefined : failures.map(({ text }) => text).join('; '),
      texts:
        torn?.expected === undefined || torn.found === undefined
          ? undefined
          : { expected: torn.expected, actual: torn.found },
    },
  ];
}

function pathOf({ kind, name }: LessonCase): string {
  if (kind === 'mistake') return `mistakes/${name}`;
  return kind === 'variant' ? `variants/${name}` : name;
}
