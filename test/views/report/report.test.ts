import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../src/course/verdict.ts';
import { githubReport } from '../../../src/views/report/github.ts';
import { junitReport } from '../../../src/views/report/junit.ts';
import type { ReportedAttempt } from '../../../src/views/report/reported-attempt.ts';
import { verdictJson } from '../../../src/views/report/verdict-json.ts';
import { golden } from '../../golden.ts';
import { couldNotCheck, failed, passed } from '../terminal/verdict-models.ts';

const reported = (verdict: Verdict): ReportedAttempt => ({
  verdict,
  title: 'One id for every request',
  words: failed.words,
  file: '07-one-id/src/orders.ts',
});
const attempts: ReportedAttempt[] = [
  reported(failed.verdict),
  reported(passed.verdict),
  {
    ...reported(couldNotCheck.verdict),
    problemWords: couldNotCheck.problemWords,
    problemAt: { file: '07-one-id/src/orders.ts', line: 12 },
  },
];

const withSaw = (text: string): ReportedAttempt => {
  const finding = { code: 'x', args: {}, saw: { label: 'line 1', text, mark: { from: 0, to: 1, note: 'here' } } };
  return reported({ ...failed.verdict, checks: [{ id: 'a', title: text, state: 'failed', finding }] });
};

describe('JUnit XML', () => {
  test('looks as agreed', () => {
    const xml = junitReport(attempts);
    expect(xml).toBe(golden('report-junit.xml', xml));
  });

  test('escapes what XML reserves and drops what it does not allow', () => {
    const xml = junitReport([withSaw('<a b="1"> & \u001b[31mred\u0000\ud800\uffff')]);
    expect(xml).toContain('name="&lt;a b=&quot;1&quot;&gt; &amp; red\ufffd"');
    expect(xml).not.toMatch(/[^\n\P{Cc}]/u);
  });

  test('a check that failed without a finding has its title as message', () => {
    const xml = junitReport([
      reported({ ...failed.verdict, checks: [{ id: 'a', title: 'it answers', state: 'failed' }] }),
    ]);
    expect(xml).toContain('<failure message="it answers" type="failed"></failure>');
  });

  test('a problem without words is named by its code', () => {
    expect(junitReport([reported(couldNotCheck.verdict)])).toContain(
      '<error message="syntax-error" type="syntax-error"></error>',
    );
  });
});

describe('workflow commands', () => {
  test('look as agreed', () => {
    const commands = `${githubReport(attempts).join('\n')}\n`;
    expect(commands).toBe(golden('report-github.txt', commands));
  });

  test('nothing that a program wrote can begin a command of its own', () => {
    const commands = githubReport([withSaw('a,b:c%\r\n::error::mine\u001b[31m')]);
    expect(commands).toHaveLength(1);
    expect(commands[0]).not.toMatch(/\p{Cc}/u);
    expect(commands[0]).toContain('title=One id for every request%3A a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Amine::');
  });

  test('a problem without words or place still says its code', () => {
    const attempt = { ...reported(couldNotCheck.verdict), file: undefined };
    expect(githubReport([attempt])).toEqual([
      '::warning title=One id for every request%3A could not be checked::syntax-error',
    ]);
  });
});

describe('JSON', () => {
  test('of a failed attempt looks as agreed', () => {
    const json = `${JSON.stringify(verdictJson(attempts[0]!), null, 2)}\n`;
    expect(json).toBe(golden('report-verdict.json', json));
  });

  test('of an attempt that could not be checked holds the problem and no finding', () => {
    expect(verdictJson(attempts[2]!)).toMatchObject({
      verdict: 'could-not-check',
      checks: [],
      problem: { code: 'syntax-error', title: 'src/orders.ts cannot be read by Node' },
    });
    expect(verdictJson(reported(couldNotCheck.verdict))['problem']).toEqual({
      code: 'syntax-error',
      title: '',
      why: '',
      next: '',
    });
  });
});
