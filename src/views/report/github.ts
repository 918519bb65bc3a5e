import { harmless, stripEscapes } from '../../kernel/text.ts';
import { explainFailure, type ReportedAttempt } from './reported-attempt.ts';
import { sawText } from './saw-text.ts';

/** Workflow commands, one a line: an error for each failed check, a warning where nothing could be judged.
 *  @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands */
export function githubReport(attempts: readonly ReportedAttempt[]): string[] {
  return attempts.flatMap((attempt) => [...failures(attempt), ...problem(attempt)]);
}

function failures(attempt: ReportedAttempt): string[] {
  return attempt.verdict.checks
    .filter(({ state }) => state === 'failed')
    .map((check) => {
      const { words } = explainFailure(attempt, check);
      const saw = check.finding?.saw;
      const message = [words.title, saw && sawText(saw), words.why, words.next && `Next: ${words.next}`];
      return command('error', { file: attempt.file, title: `${attempt.title}: ${check.title}` }, message);
    });
}

function problem({ verdict, problemWords, problemAt, file, title }: ReportedAttempt): string[] {
  if (verdict.problem === undefined) return [];
  const place = { file: problemAt?.file ?? file, line: problemAt?.line?.toString() };
  const words = problemWords ?? { title: verdict.problem.code, why: '', next: '' };
  const message = [words.title, words.why, words.next && `Next: ${words.next}`];
  return [command('warning', { ...place, title: `${title}: could not be checked` }, message)];
}

function command(
  name: 'error' | 'warning',
  properties: Readonly<Record<string, string | undefined>>,
  message: readonly (string | undefined)[],
): string {
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapedProperty(value ?? '')}`);
  return `::${name} ${written.join(',')}::${escapedMessage(message.filter(Boolean).join('\n'))}`;
}

/** What a program printed must not act on the terminal of whoever reads the log of the workflow. */
function escapedMessage(text: string): string {
  const lines = stripEscapes(text).split(/\r?\n/u).map(harmless);
  return lines.map((line) => line.replaceAll('%', '%25')).join('%0A');
}

function escapedProperty(text: string): string {
  return escapedMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
