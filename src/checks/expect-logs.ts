import type { JsonObject, JsonValue } from '../kernel/json.ts';
import type { LogLine } from '../telemetry/model.ts';
import type { RunSignals } from '../telemetry/signals.ts';
import { fail } from './explain.ts';
import { logSpot, stderrSpot } from './spot.ts';
import { describeValue, kindOf } from './values.ts';

/** The program wrote something to stdout. @throws FindingFailure nothing-on-stdout, only-on-stderr */
export function expectStdout(run: RunSignals, programName: string): void {
  const program = run.program(programName);
  if (program.stdout.lines.length > 0) return;
  const { length } = program.stderr.lines;
  if (length === 0) fail('nothing-on-stdout', { program: programName });
  fail('only-on-stderr', { program: programName, lines: length }, stderrSpot(run, program, 0, 'on stderr'));
}

/** A field under one of its accepted names. */
export function fieldOf(fields: JsonObject, names: readonly string[]): { name: string; value: JsonValue } | undefined {
  for (const name of names) {
    const value = valueAt(fields, name);
    if (value !== undefined) return { name, value };
  }
  return undefined;
}

/** A name may lead into objects: `err.stack`. A key that is spelt with the dot wins. */
function valueAt(fields: JsonObject, path: string): JsonValue | undefined {
  if (Object.hasOwn(fields, path)) return fields[path];
  const dot = path.indexOf('.');
  if (dot < 0) return undefined;
  const inner = fields[path.slice(0, dot)];
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return undefined;
  return valueAt(inner as JsonObject, path.slice(dot + 1));
}

export interface FieldWish {
  /** The canonical name first, then what is accepted as well. */
  readonly names: readonly string[];
  /** `text`, `a number`, … in the words of `kindOf`; anything when left out. */
  readonly kind?: string;
}

/**
 * The line carries the field.
 * @returns its value
 * @throws FindingFailure field-missing, field-wrong-type
 */
export function expectField(run: RunSignals, log: LogLine, wish: FieldWish): JsonValue {
  const [field = ''] = wish.names;
  const found = fieldOf(log.fields ?? {}, wish.names);
  if (!found) {
    const accepted = wish.names.slice(1).join(', ');
    return fail('field-missing', { line: log.line, field, accepted }, logSpot(run, log, { missing: field }));
  }
  if (wish.kind !== undefined && kindOf(found.value) !== wish.kind) {
    const spot = logSpot(run, log, { field: found.name, note: kindOf(found.value) });
    fail(
      'field-wrong-type',
      { line: log.line, field: found.name, expected: wish.kind, found: describeValue(found.value) },
      spot,
    );
  }
  return found.value;
}

/** Whether the value stands in the line as the value of some field (at any depth), as itself and not inside a longer text. */
export function carriesValue(fields: JsonValue, value: string): boolean {
  if (fields === value) return true;
  if (typeof fields !== 'object' || fields === null) return false;
  return Object.values(fields as Record<string, JsonValue>).some((inner) => carriesValue(inner, value));
}
