import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import type { EmfMetric, LogLine, Oddity } from '../model.ts';
import { readDimensions } from './emf-dimensions.ts';
import { readDefinitions } from './emf-definitions.ts';
import { oddAt, type Odd } from './odd.ts';

export interface EmfReading {
  readonly metrics: readonly EmfMetric[];
  readonly oddities: readonly Oddity[];
}

/**
 * Read the lines of CloudWatch's embedded metric format. CloudWatch drops what breaks a rule without a word; here each is said.
 * Lines without `_aws` are ordinary log lines and are passed over.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function parseEmf(lines: readonly LogLine[]): EmfReading {
  const metrics: EmfMetric[] = [];
  const oddities: Oddity[] = [];
  for (const { line, text, fields } of lines) {
    if (!text.includes('"_aws')) continue;
    const odd = oddAt(line, oddities);
    if (fields === undefined)
      odd('the line has "_aws" but is not one JSON object: nothing may stand before or after it');
    else if (fields['_aws'] === undefined) odd('"_aws" does not stand at the root of the object');
    else metrics.push(...readDocument(fields, fields['_aws'], line, odd));
  }
  return { metrics, oddities };
}

function readDocument(root: JsonObject, aws: JsonValue, line: number, odd: Odd): EmfMetric[] {
  if (!isJsonObject(aws)) {
    odd('"_aws" is not an object');
    return [];
  }
  checkTimestamp(aws['Timestamp'], odd);
  const directives = aws['CloudWatchMetrics'];
  if (!Array.isArray(directives)) {
    odd('"CloudWatchMetrics" in "_aws" is not a list');
    return [];
  }
  return directives.flatMap((directive: JsonValue) => readDirective(root, directive, line, odd));
}

/** Anything outside is not milliseconds of our days: 1973 to 5138. */
const earliestMs = 1e11;
const latestMs = 1e14;

function checkTimestamp(timestamp: JsonValue | undefined, odd: Odd): void {
  if (timestamp === undefined) odd('"Timestamp" is missing in "_aws"');
  else if (!Number.isInteger(timestamp)) odd('"Timestamp" is not a whole number of milliseconds');
  else if (Number(timestamp) < earliestMs) odd('"Timestamp" is too small for milliseconds since 1970 (seconds?)');
  else if (Number(timestamp) >= latestMs) odd('"Timestamp" is too large for milliseconds since 1970');
}

/** Names are limited by the specification. */
const longestName = 1024;

function readDirective(root: JsonObject, directive: JsonValue, line: number, odd: Odd): EmfMetric[] {
  if (!isJsonObject(directive)) {
    odd('an entry of "CloudWatchMetrics" is not an object');
    return [];
  }
  const namespace = directive['Namespace'];
  if (typeof namespace !== 'string' || namespace === '' || namespace.length > longestName) {
    odd(`"Namespace" is not a text of 1 to ${longestName} characters`);
    return [];
  }
  const dimensions = readDimensions(root, directive['Dimensions'], odd);
  return readDefinitions(root, directive['Metrics'], odd).map(({ name, unit, values }) => {
    return { namespace, name, unit, values, dimensions, line };
  });
}
