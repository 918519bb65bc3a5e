import { bucketsOfPoint } from '../../telemetry/derive/buckets.ts';
import type { OtelMetric, OtelPoint } from '../../telemetry/model.ts';
import { attributePieces } from './attributes.ts';
import { excerpt } from './excerpt.ts';
import { histogramLines } from './histogram.ts';
import { dim, indentLines, type Line, lineWidth, paragraph, plain, space, strong, withGaps, wrapLine } from './line.ts';
import { leftOutLine } from './marked-table.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';
import { noteLines, notesAt, type Remark, remarkSign } from './remark.ts';
import { plainNumber } from './wording.ts';

export interface OtelMetricsModel {
  readonly metrics: readonly OtelMetric[];
  /** Points at most, of each metric. */
  readonly limit: number;
  readonly marks: readonly Remark[];
}

/** OpenTelemetry metrics: type, unit and temporality, then each point with its attributes; histograms with bars and quantiles. */
export function otelMetricsView({ metrics, limit, marks }: OtelMetricsModel, look: Look): string[] {
  if (metrics.length === 0) return paint(paragraph('No metric was received.', look.width, 2, 'dim'), look);
  return paint(withGaps(metrics.map((metric) => metricLines(metric, limit, marks, look.width))), look);
}

function metricLines(metric: OtelMetric, limit: number, marks: readonly Remark[], width: number): Line[] {
  const { name, description, type, unit, temporality, isMonotonic, points } = metric;
  const notes = notesAt(marks, (at) => at.signal === 'metric' && at.metric === name);
  const facts = [
    type,
    isMonotonic === false ? 'goes up and down' : '',
    temporality ?? '',
    unit === '' ? 'no unit' : `unit ${unit}`,
  ];
  const title: Line = [strong(name), dim(`  ${facts.filter(Boolean).join(', ')}`)];
  return [
    ...indentLines(wrapLine(title, width - 2), 2, remarkSign(notes)),
    ...noteLines(notes, width, 2),
    ...(description === '' ? [] : paragraph(description, width, 2, 'dim')),
    ...excerpt(points, limit, () => false).flatMap((one) =>
      'item' in one ? pointLines(one.item, width) : [leftOutLine(one.leftOut)],
    ),
  ];
}

function pointLines(point: OtelPoint, width: number): Line[] {
  const attributes = attributePieces(point.attributes);
  const line: Line = [...attributes, space(lineWidth(attributes) > 0 ? 2 : 0), ...valuePieces(point)];
  const buckets = bucketsOfPoint(point);
  return [
    ...indentLines(wrapLine(line, width - 4), 4),
    ...(buckets.length === 0 ? [] : indentLines(histogramLines(buckets, width - 6), 6)),
  ];
}

function valuePieces({ value, count, sum }: OtelPoint): Line {
  if (value !== undefined) return [strong(plainNumber(value))];
  if (count === undefined) return [dim('no value')];
  return [plain(`${plainNumber(count)} observed${sum === undefined ? '' : `, sum ${plainNumber(sum)}`}`)];
}
