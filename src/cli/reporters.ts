import { UserError } from '../kernel/errors.ts';
import { githubReport } from '../views/report/github.ts';
import { junitReport } from '../views/report/junit.ts';
import type { ReportedAttempt } from '../views/report/reported-attempt.ts';
import { verdictJson } from '../views/report/verdict-json.ts';

/** Writes all verdicts of one call as one document. `isAll`: several lessons were asked for, so JSON is a list. */
export type Reporter = (attempts: readonly ReportedAttempt[], isAll: boolean) => string;

/** @throws {UserError} unknown-reporter */
export function reporterNamed(name: string | undefined): Reporter | undefined {
  if (name === undefined) return undefined;
  const reporter = Object.hasOwn(reporters, name) ? reporters[name] : undefined;
  if (!reporter) throw new UserError('unknown-reporter', { name });
  return reporter;
}

const reporters: Readonly<Record<string, Reporter>> = {
  json: (attempts, isAll) =>
    `${JSON.stringify(isAll ? attempts.map(verdictJson) : verdictJson(attempts[0]!), undefined, 2)}\n`,
  junit: (attempts) => junitReport(attempts),
  github: (attempts) => `${githubReport(attempts).join('\n')}\n`,
};
