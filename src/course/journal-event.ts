/** What happened in a workspace, one event a line in .learn-obs/journal.ndjson. `id` is a UUIDv7, `at` an ISO time. */
export type JournalEvent = JournalFacts & { readonly id: string; readonly at: string };

export type JournalFacts =
  | { readonly kind: 'started'; readonly lesson: string }
  /** The learner moved to a lesson (next, goto). */
  | { readonly kind: 'moved'; readonly lesson: string }
  | {
      readonly kind: 'attempted';
      readonly lesson: string;
      readonly verdict: 'pass' | 'fail' | 'could-not-check';
      /** Check ids with the codes of their findings. */
      readonly failing: readonly { readonly check: string; readonly code: string }[];
      readonly durationMs: number;
      readonly seed: string;
    }
  | { readonly kind: 'passed'; readonly lesson: string }
  | { readonly kind: 'hinted'; readonly lesson: string; readonly hint: number }
  | { readonly kind: 'skipped'; readonly lesson: string }
  | { readonly kind: 'revealed'; readonly lesson: string }
  | { readonly kind: 'reset'; readonly lesson: string; readonly backup: string }
  | { readonly kind: 'undone'; readonly lesson: string; readonly backup: string };
