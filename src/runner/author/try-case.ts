import type { LessonEntry } from '../../course/order.ts';
import type { Verdict } from '../../course/verdict.ts';
import { stableVerdict } from '../stable-text.ts';
import type { Attempt } from '../attempt.ts';
import type { LessonCase } from './lesson-cases.ts';

/** Draws a verdict as the learner reads it, without colour, 80 columns wide. */
export type DrawVerdict = (entry: LessonEntry, verdict: Verdict) => readonly string[];

/** What is recorded of a mistake: the codes of its findings, then the text the learner reads. */
export function recordOf(entry: LessonEntry, { verdict }: Attempt, draw: DrawVerdict): string {
  const text = draw(entry, stableVerdict(verdict)).map((line) => line.trimEnd());
  return `${findingsLine(verdict)}\n\n${text.join('\n').trim()}\n`;
}

/** `findings: one-line=pretty-printed name=name-hard-coded`, or the problem. */
export function findingsLine(verdict: Verdict): string {
  if (verdict.problem) return `problem: ${verdict.problem.code}`;
  const failed = verdict.checks.flatMap((check) => (check.finding ? [`${check.id}=${check.finding.code}`] : []));
  return `findings: ${failed.length === 0 ? 'none' : failed.join(' ')}`;
}

/** What is wrong with the outcome of a case, whatever the seed; empty when it is as its kind promises. */
export function caseFaults(tried: LessonCase, { verdict }: Attempt): readonly string[] {
  const said = verdict.problem ? `could not be checked (${verdict.problem.code}: ${JSON.stringify(verdict.problem.args)})` : findingsLine(verdict);
  switch (tried.kind) {
    case 'starter':
      return verdict.verdict === 'fail' ? [] : [`the starter must fail with a finding; it ${verdict.verdict === 'pass' ? 'passed' : said}`];
    case 'solution':
    case 'variant':
      return verdict.verdict === 'pass' ? [] : [`a correct answer was rejected: ${said}`];
    case 'mistake':
      return verdict.verdict === 'pass' ? ['a wrong answer passed'] : [];
  }
}
