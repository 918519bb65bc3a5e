import type { Sample } from '../../telemetry/model.ts';

/** What the drawing of one family needs to know. */
export interface FamilyContext {
  readonly limit: number;
  readonly width: number;
  /** What failed checks say of a line of the scrape. */
  readonly notesOn: (line: number) => string[];
  /** How much a series grew, `+3`; empty text when there is nothing to compare with. */
  readonly growthOf: (sample: Sample) => string;
}
