import type { JsonObject } from '../kernel/json.ts';
import type { Finding, Saw, Words } from '../course/verdict.ts';
import type { Where } from '../telemetry/where.ts';

/**
 * Words by finding code: `{ 'two-lines': (seen: { count: number }) => ({ title, why, next }) }`.
 * The parameter of an entry is what a check must say when it uses the code.
 */
export type FindingTable = Readonly<Record<string, (args: never) => Words>>;

/** Types a table of findings; adds nothing. */
export function defineFindings<const T extends FindingTable>(table: T): T {
  return table;
}

/** What a check must say with a code. */
type ArgsOf<T extends FindingTable, Code extends keyof T> = Parameters<T[Code]>[0];

/** The spot that a finding is about, and what stands there. */
export interface Spot {
  readonly at?: Where;
  readonly saw?: Saw;
}

/** Ends a check with a finding. Typed by the table: a wrong code or a missing fact does not compile. */
export type Fail<T extends FindingTable> = <Code extends keyof T & string>(
  code: Code,
  args: ArgsOf<T, Code>,
  spot?: Spot,
) => never;

/** How a finding travels from an expectation to the check's result. */
export class FindingFailure extends Error {
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(finding.code);
    this.name = 'FindingFailure';
    this.finding = finding;
  }
}

/** Makes the `fail` of a table. */
export function failFor<T extends FindingTable>(_table: T): Fail<T> {
  return (code, args, spot = {}) => {
    throw new FindingFailure({ code, args: args, ...spot });
  };
}

/**
 * The words for a finding.
 * @throws {RangeError} when no table knows the code: a bug in a lesson, which the author's gate finds
 */
export function explain(finding: Finding, ...tables: readonly FindingTable[]): Words {
  for (const table of tables) {
    const words = table[finding.code] as ((args: JsonObject) => Words) | undefined;
    if (words) return words(finding.args);
  }
  throw new RangeError(`no words for the finding "${finding.code}"`);
}
