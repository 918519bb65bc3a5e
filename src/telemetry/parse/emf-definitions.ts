import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import type { EmfMetric } from '../model.ts';
import type { Odd } from './odd.ts';

/** The specification's limits for one directive and for one metric. */
const mostMetrics = 100;
const mostValues = 100;
const longestName = 1024;

const rates = [
  'Bytes',
  'Kilobytes',
  'Megabytes',
  'Gigabytes',
  'Terabytes',
  'Bits',
  'Kilobits',
  'Megabits',
  'Gigabits',
  'Terabits',
];
const units: ReadonlySet<string> = new Set([
  'Seconds',
  'Microseconds',
  'Milliseconds',
  ...rates,
  ...rates.map((unit) => `${unit}/Second`),
  'Percent',
  'Count',
  'Count/Second',
  'None',
]);

export type EmfDefinition = Pick<EmfMetric, 'name' | 'unit' | 'values'>;

/** Read the metric definitions of a directive with their values, which stand at the root. Those that break a rule are left out. */
export function readDefinitions(
  root: JsonObject,
  definitions: JsonValue | undefined,
  odd: Odd,
): readonly EmfDefinition[] {
  if (!Array.isArray(definitions)) {
    odd('"Metrics" is not a list');
    return [];
  }
  if (definitions.length > mostMetrics) {
    odd(`${definitions.length} metrics in one directive; at most ${mostMetrics} are allowed`);
  }
  return definitions.flatMap((definition: JsonValue) => readDefinition(root, definition, odd) ?? []);
}

function readDefinition(root: JsonObject, definition: JsonValue, odd: Odd): EmfDefinition | undefined {
  const name = isJsonObject(definition) ? definition['Name'] : undefined;
  if (!isJsonObject(definition) || typeof name !== 'string' || name === '' || name.length > longestName) {
    return odd(`an entry of "Metrics" has no "Name" of 1 to ${longestName} characters`);
  }
  const { Unit: unit = 'None', StorageResolution: resolution = 60 } = definition;
  if (typeof unit !== 'string' || !units.has(unit))
    return odd(`the metric "${name}" has an unknown unit ${JSON.stringify(unit)}`);
  if (resolution !== 1 && resolution !== 60) odd(`the StorageResolution of "${name}" is neither 1 nor 60`);
  const values = readValues(root[name]);
  if (values === undefined) {
    const why = root[name] === undefined ? 'has no value at the root' : 'is neither a number nor a list of numbers';
    return odd(`the metric "${name}" ${why}`);
  }
  if (values.length > mostValues) {
    return odd(`the metric "${name}" has ${values.length} values; at most ${mostValues} are allowed in a line`);
  }
  return { name, unit, values };
}

function readValues(value: JsonValue | undefined): readonly number[] | undefined {
  const values: readonly (JsonValue | undefined)[] = Array.isArray(value) ? value : [value];
  return values.every((one) => typeof one === 'number') ? values : undefined;
}
