import type { Oddity, Sample } from '../model.ts';
import { readComment, type Metadata } from './prometheus-comment.ts';
import { readSample } from './prometheus-sample.ts';

export interface PrometheusLines {
  readonly samples: readonly Sample[];
  /** TYPE, HELP and UNIT lines. */
  readonly metadata: readonly Metadata[];
  readonly oddities: readonly Oddity[];
}

/** Read each line by itself; what lines mean together is found later. */
export function readLines(lines: readonly string[], openMetrics: boolean): PrometheusLines {
  const samples: Sample[] = [];
  const metadata: Metadata[] = [];
  const oddities: Oddity[] = [];
  const { carriageReturn, lines: clean } = withoutCarriageReturns(lines);
  if (carriageReturn > 0)
    oddities.push({ line: carriageReturn, text: 'lines end with CR LF; Prometheus wants LF alone' });
  let ended = false;
  clean.forEach((text, index) => {
    const line = index + 1;
    if (openMetrics && ended) oddities.push({ line, text: 'nothing may come after "# EOF"' });
    if (text.trim() === '') {
      if (openMetrics) oddities.push({ line, text: 'OpenMetrics has no empty lines' });
    } else if (text.trimStart().startsWith('#')) {
      const comment = readComment(text, line, openMetrics);
      if (comment.metadata) metadata.push(comment.metadata);
      oddities.push(...comment.oddities);
      ended ||= comment.isEof;
    } else {
      const { sample, oddities: odd } = readSample(text, line, openMetrics);
      if (sample) samples.push(sample);
      oddities.push(...odd);
    }
  });
  return { samples, metadata, oddities };
}

/** `carriageReturn` is the first line that ends with one, 0 for none. */
function withoutCarriageReturns(lines: readonly string[]): { carriageReturn: number; lines: readonly string[] } {
  const carriageReturn = lines.findIndex((line) => line.endsWith('\r')) + 1;
  if (carriageReturn === 0) return { carriageReturn, lines };
  return { carriageReturn, lines: lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)) };
}
