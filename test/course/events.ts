import type { JournalEvent, JournalFacts } from '../../src/course/journal-event.ts';

/** Events as the journal would number them: one a second. */
export function journalOf(...facts: readonly JournalFacts[]): JournalEvent[] {
  return facts.map((fact, index) => {
    const at = new Date(Date.UTC(2026, 0, 1, 2, 14, index)).toISOString();
    return Object.assign({ id: `id-${index}`, at }, fact);
  });
}

export function attempted(
  lesson: string,
  verdict: 'pass' | 'fail' | 'could-not-check',
  ...codes: string[]
): JournalFacts {
  const failing = codes.map((code) => ({ check: `check-of-${code}`, code }));
  return { kind: 'attempted', lesson, verdict, failing, durationMs: 900, seed: 'seed' };
}
