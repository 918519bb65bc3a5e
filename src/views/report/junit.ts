import type { CheckResult } from '../../course/verdict.ts';
import { stripEscapes } from '../../kernel/text.ts';
import { type ReportedAttempt, explainFailure } from './reported-attempt.ts';
import { sawText } from './saw-text.ts';

/** JUnit XML: a suite per lesson, a case per check; what could not be checked is an error, not a failure.
 *  @see https://github.com/testmoapp/junitxml */
export function junitReport(attempts: readonly ReportedAttempt[]): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="learn-obs">',
    ...attempts.flatMap(suite),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function suite(attempt: ReportedAttempt): string[] {
  const { lesson, checks, durationMs, problem } = attempt.verdict;
  const count = (state: CheckResult['state']): string => String(checks.filter((check) => check.state === state).length);
  const attributes = {
    name: lesson,
    tests: String(checks.length + (problem === undefined ? 0 : 1)),
    failures: count('failed'),
    errors: problem === undefined ? '0' : '1',
    skipped: count('skipped'),
    time: (durationMs / 1000).toFixed(3),
  };
  return [
    `  <testsuite${written(attributes)}>`,
    ...checks.flatMap((check) => testCase(attempt, check)),
    ...problemCase(attempt),
    '  </testsuite>',
  ];
}

function testCase(attempt: ReportedAttempt, check: CheckResult): string[] {
  const open = `    <testcase${written({ classname: attempt.verdict.lesson, name: check.title })}`;
  if (check.state === 'passed') return [`${open}/>`];
  if (check.state === 'skipped') return [`${open}>`, '      <skipped/>', '    </testcase>'];
  const { code, words } = explainFailure(attempt, check);
  const saw = check.finding?.saw;
  const text = [...(saw === undefined ? [] : [sawText(saw)]), words.why, words.next && `Next: ${words.next}`]
    .filter(Boolean)
    .join('\n');
  return [
    `${open}>`,
    `      <failure${written({ message: words.title, type: code })}>${escaped(text)}</failure>`,
    '    </testcase>',
  ];
}

function problemCase({ verdict, problemWords }: ReportedAttempt): string[] {
  if (verdict.problem === undefined) return [];
  const { code } = verdict.problem;
  const text = problemWords === undefined ? '' : `${problemWords.why}\nNext: ${problemWords.next}`;
  return [
    `    <testcase${written({ classname: verdict.lesson, name: 'the attempt can be judged' })}>`,
    `      <error${written({ message: problemWords?.title ?? code, type: code })}>${escaped(text)}</error>`,
    '    </testcase>',
  ];
}

function written(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(value).replaceAll('\n', '&#10;')}"`)
    .join('');
}

function escaped(text: string): string {
  return allowedInXml(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** XML 1.0 has no place for most control characters, half characters and U+FFFE, U+FFFF, not even escaped.
 *  @see https://www.w3.org/TR/xml/#charsets */
function allowedInXml(text: string): string {
  return stripEscapes(text)
    .toWellFormed()
    .replaceAll(/[^\t\n\P{Cc}]|[\ufffe\uffff]/gu, '');
}
