import { endingOf } from '../telemetry/derive/ending.ts';
import type { RunSignals } from '../telemetry/signals.ts';
import { fail } from './explain.ts';
import { exitSpot } from './spot.ts';

/** The program ended with this exit code. @throws FindingFailure wrong-exit-code */
export function expectExitCode(run: RunSignals, programName: string, wanted: number | 'not 0'): void {
  const program = run.program(programName);
  const { code } = program.exit;
  const fits = wanted === 'not 0' ? code !== 0 : code === wanted;
  if (fits) return;
  const found = endingOf(program.exit);
  const expected = wanted === 'not 0' ? 'an exit code that is not 0' : `exit code ${wanted}`;
  fail('wrong-exit-code', { program: programName, expected, found }, exitSpot(run, program));
}
