import { writeFile } from 'node:fs/promises';
import type { LessonEntry } from '../../course/order.ts';
import type { Verdict } from '../../course/verdict.ts';
import { expectedFile, expectedText, type LessonCase } from './lesson-cases.ts';
import { stableVerdict } from './stable-text.ts';

/** Draws a verdict as the learner reads it, without colour, 80 columns wide. */
export type DrawVerdict = (entry: LessonEntry, verdict: Verdict) => readonly string[];

/** What came of one program that a lesson's author promises something about. */
export interface TriedCase {
  readonly tried: LessonCase;
  /** Empty when all is as its kind promises. */
  readonly failures: readonly CaseFailure[];
  /** Codes of the findings, under both seeds. */
  readonly codes: readonly string[];
}

interface CaseFailure {
  readonly text: string;
  /** For a text that differs from what is recorded. */
  readonly expected?: string;
  readonly found?: string;
}

export interface CaseRules {
  readonly entry: LessonEntry;
  readonly draw: DrawVerdict;
  /** Write what a mistake says now into its expected.txt, instead of comparing. */
  readonly record: boolean;
}

/** The same for all that is recorded, so that texts can be compared; the second attempt has another seed each time. */
export const recordedSeed = 'author';
export const seedsPerCase = 2;

/** Compare what was said of a case, under the recorded seed and under another one, with what its kind promises. */
export async function provenCase(
  tried: LessonCase,
  verdicts: readonly [Verdict, Verdict],
  rules: CaseRules,
): Promise<TriedCase> {
  const failures: CaseFailure[] = verdicts.flatMap((verdict) =>
    outcomeFaults(tried, verdict).map((text) => ({ text: `${text} (seed ${verdict.seed})` })),
  );
  if (tried.kind === 'mistake') failures.push(...(await recordFaults(tried, ...verdicts, rules)));
  return {
    tried,
    failures,
    codes: verdicts.flatMap(({ checks }) => checks.flatMap(({ finding }) => (finding ? [finding.code] : []))),
  };
}

/** Problems that no program of a learner's can cause. */
const ourFaults = new Set(['checks-broken', 'no-checks-ran']);

/** What is wrong with an outcome, whatever the seed. */
function outcomeFaults(tried: LessonCase, verdict: Verdict): string[] {
  const said = verdict.problem
    ? `${verdict.problem.code} ${JSON.stringify(verdict.problem.args)}`
    : findingsLine(verdict);
  switch (tried.kind) {
    case 'starter':
      if (verdict.verdict === 'fail') return [];
      return [verdict.verdict === 'pass' ? 'the starter passes' : `the starter could not be checked: ${said}`];
    case 'solution':
    case 'variant':
      return verdict.verdict === 'pass' ? [] : [`a correct answer was rejected: ${said}`];
    case 'mistake':
      if (verdict.verdict === 'pass') return ['a wrong answer passes'];
      return ourFaults.has(verdict.problem?.code ?? '') ? [`the checks cannot judge it: ${said}`] : [];
  }
}

async function recordFaults(
  tried: LessonCase,
  first: Verdict,
  second: Verdict,
  rules: CaseRules,
): Promise<CaseFailure[]> {
  const found = recordOf(rules.entry, first, rules.draw);
  if (rules.record) await writeFile(expectedFile(tried), found);
  const expected = await expectedText(tried);
  const faults: CaseFailure[] = [];
  if (expected === undefined)
    faults.push({ text: 'has no expected.txt: read what the learner would read, then record it with --record' });
  else if (expected !== found)
    faults.push({ text: 'the learner reads something else than is recorded', expected, found });
  if (findingsLine(second) !== findingsLine(first)) {
    faults.push({
      text: `another seed (${second.seed}) gives other findings: ${findingsLine(second)}`,
    });
  }
  return faults;
}

/** What is recorded of a mistake: the codes of its findings, then the text the learner reads. */
function recordOf(entry: LessonEntry, verdict: Verdict, draw: DrawVerdict): string {
  const text = draw(entry, stableVerdict(verdict)).map((line) => line.trimEnd());
  return `${findingsLine(verdict)}\n\n${text.join('\n').trim()}\n`;
}

/** `findings: one-line=pretty-printed name=name-hard-coded`, or the problem. */
function findingsLine(verdict: Verdict): string {
  if (verdict.problem) return `problem: ${verdict.problem.code}`;
  const failed = verdict.checks.flatMap((check) => (check.finding ? [`${check.id}=${check.finding.code}`] : []));
  return `findings: ${failed.length === 0 ? 'none' : failed.join(' ')}`;
}
