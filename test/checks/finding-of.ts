import { FindingFailure } from '../../src/checks/finding.ts';
import type { Finding } from '../../src/course/verdict.ts';

/** The finding with which an expectation ends; undefined when it is content. */
export function findingOf(expectation: () => unknown): Finding | undefined {
  try {
    expectation();
    return undefined;
  } catch (error) {
    if (error instanceof FindingFailure) return error.finding;
    throw error;
  }
}

/** The part of the quoted text that the carets stand under. */
export function markedText(finding: Finding | undefined): string | undefined {
  const { text = '', mark } = finding?.saw ?? {};
  const lines = text.split('\n');
  return mark && lines[mark.line ?? lines.length - 1]?.slice(mark.from, mark.to);
}
