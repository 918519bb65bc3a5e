import type { Trace } from '../../telemetry/derive/trace-tree.ts';
import { endingOf } from '../../telemetry/derive/ending.ts';
import type { RunSignals, Signals } from '../../telemetry/signals.ts';
import { httpTableView } from './http-table.ts';
import { dim, type Line, paragraph, space, strong } from './line.ts';
import { logRecordsView } from './log-records.ts';
import { logTableView } from './log-table.ts';
import { metricFamiliesView } from './metric-families.ts';
import { otelMetricsView } from './otel-metrics.ts';
import { paint } from './paint.ts';
import type { Look } from './palette.ts';
import type { Remark } from './remark.ts';
import { statsdTableView } from './statsd-table.ts';
import { waterfallView } from './waterfall.ts';

export const signalKinds = ['logs', 'metrics', 'traces', 'http'] as const;
export type SignalKind = (typeof signalKinds)[number];

export interface AttemptSignalsModel {
  readonly signals: Signals;
  /** What to show; all kinds of which there is anything when left out. */
  readonly kind?: SignalKind | undefined;
  /** The very lines, samples and spans that failed checks were about. */
  readonly marks: readonly Remark[];
  /** Rows at most, in each table; Infinity shows everything. */
  readonly limit: number;
}

/** Everything that one attempt saw, run by run. */
export function attemptSignalsView({ signals, kind, marks, limit }: AttemptSignalsModel, look: Look): string[] {
  const kinds = kind === undefined ? signalKinds : [kind];
  const pictures = signals.runs.flatMap((run) => {
    const ofRun = marks.filter(({ at }) => at.run === run.name);
    const sections = kinds.flatMap((each) => sectionsOf(each, run, ofRun, limit, look));
    const title: Line[] = signals.runs.length === 1 ? [] : [[strong(`Run "${run.name}"`), ...environment(run)], []];
    return sections.length === 0 ? [] : [...paint(title, look), ...sections];
  });
  if (pictures.length > 0) return pictures;
  return paint(
    paragraph(`No ${kind === undefined ? 'signals' : seen[kind]} were seen in this attempt.`, look.width, 0, 'dim'),
    look,
  );
}

const seen: Readonly<Record<SignalKind, string>> = {
  logs: 'logs',
  metrics: 'metrics',
  traces: 'traces',
  http: 'requests',
};

/** The plan's own variables make a run what it is. */
function environment(run: RunSignals): Line {
  const told = Object.entries(run.evidence.programs[0]?.env ?? {}).filter(
    ([name]) => !/^(OTEL_|AWS_|DD_|NO_COLOR|NODE_|PORT$)|_URL$/.test(name),
  );
  return told.length === 0 ? [] : [space(2), dim(told.map(([name, value]) => `${name}=${value}`).join(' '))];
}

function sectionsOf(kind: SignalKind, run: RunSignals, marks: readonly Remark[], limit: number, look: Look): string[] {
  switch (kind) {
    case 'logs':
      return [
        ...section(
          'Logs',
          run.evidence.programs.length > 0,
          () => logTableView({ logs: run.logs, limit, marks }, look),
          look,
        ),
        ...stderrSections(run, limit, look),
        ...endings(run, look),
        ...section(
          'Log records (OTLP)',
          run.logRecords.length > 0,
          () => logRecordsView({ records: run.logRecords, limit, marks }, look),
          look,
        ),
      ];
    case 'metrics':
      return [
        ...run.scrapes.flatMap((scrape, index) =>
          section(
            `/metrics, scrape "${scrape.name}"`,
            true,
            () => metricFamiliesView({ scrape, before: run.scrapes[index - 1], limit, marks }, look),
            look,
          ),
        ),
        ...section(
          'Metrics (OTLP)',
          run.otelMetrics.length > 0,
          () => otelMetricsView({ metrics: run.otelMetrics, limit, marks }, look),
          look,
        ),
        ...section(
          'DogStatsD',
          run.statsd.length > 0,
          () => statsdTableView({ metrics: run.statsd, limit, marks }, look),
          look,
        ),
      ];
    case 'traces':
      return section('Traces', run.spans.length > 0, () => traceLines(run, marks, limit, look), look);
    case 'http': {
      const isSeen = run.requests.length > 0 || run.stubCalls().length > 0;
      return section(
        'HTTP',
        isSeen,
        () => httpTableView({ requests: run.requests, stubCalls: run.stubCalls(), limit, marks }, look),
        look,
      );
    }
  }
}

/** More waterfalls than this are a wall. */
const tracesShown = 3;

/** Traces that a check judged first, then those with faults, then the others. */
function traceLines(run: RunSignals, marks: readonly Remark[], limit: number, look: Look): string[] {
  const rank = (trace: Trace): number => {
    if (marks.some(({ at }) => at.signal === 'span' && at.traceId === trace.traceId)) return 0;
    return trace.faults.length > 0 ? 1 : 2;
  };
  const chosen = run.traces
    .toSorted((one, other) => rank(one) - rank(other))
    .slice(0, limit === Infinity ? Infinity : tracesShown);
  const rest = run.traces.length - chosen.length;
  return [
    ...chosen.flatMap((trace) => [...waterfallView({ trace, logs: run.logs, limit, marks }, look), '']),
    ...(rest > 0
      ? paint(paragraph(`… ${rest} more traces: npx learn-obs show traces --all`, look.width, 2, 'dim'), look)
      : []),
  ];
}

/** What a program says last is its exit code. */
function endings(run: RunSignals, look: Look): string[] {
  const ended = run.evidence.programs.flatMap(({ name, exit }) =>
    paragraph(`${name} ended ${endingOf(exit)} (${exit.reason})`, look.width, 2, 'dim'),
  );
  return section('Endings', ended.length > 0, () => paint(ended, look), look);
}

function stderrSections(run: RunSignals, limit: number, look: Look): string[] {
  return run.evidence.programs.flatMap(({ name, stderr }) => {
    const shown = stderr.lines.slice(0, limit).flatMap(({ text }) => paragraph(text, look.width, 2));
    const rest = stderr.lines.length - limit;
    const more = rest > 0 ? [`  … ${rest} more`] : [];
    return section(`stderr of ${name}`, stderr.lines.length > 0, () => [...paint(shown, look), ...more], look);
  });
}

function section(title: string, isSeen: boolean, picture: () => readonly string[], look: Look): string[] {
  return isSeen ? [...paint([[strong(title)]], look), ...picture(), ''] : [];
}
