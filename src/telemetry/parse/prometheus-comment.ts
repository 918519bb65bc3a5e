import type { MetricType, Oddity } from '../model.ts';
import { oddCharacter } from './prometheus-name.ts';

export type Metadata = { readonly name: string; readonly line: number } & (
  | { readonly kind: 'TYPE'; readonly type: MetricType }
  | { readonly kind: 'HELP' | 'UNIT'; readonly text: string }
);

export interface Comment {
  readonly metadata?: Metadata;
  readonly isEof: boolean;
  readonly oddities: readonly Oddity[];
}

/** Read a line that begins with `#`. */
export function readComment(text: string, line: number, openMetrics: boolean): Comment {
  const odd = (words: string, at?: number): Comment => {
    return { isEof: false, oddities: [{ line, text: words, ...(at !== undefined && { at }) }] };
  };
  if (text.trim() === '# EOF') return { isEof: true, oddities: [] };
  const parts = /^\s*#[ \t]+(HELP|TYPE|UNIT)(?:[ \t]+(\S+)(?:[ \t](.*))?)?$/.exec(text);
  if (parts === null) {
    return openMetrics ? odd('OpenMetrics has no comments beside HELP, TYPE, UNIT and EOF') : noComment;
  }
  const [, kind, name, rest = ''] = parts;
  if (name === undefined) return odd(`${kind} names no metric`);
  const bad = oddCharacter(name, 'metric');
  if (bad !== undefined) return odd(bad.text, text.indexOf(name) + bad.at);
  if (kind === 'TYPE') {
    const type = rest.trim();
    if (isMetricType(type, openMetrics)) return { metadata: { kind, name, line, type }, isEof: false, oddities: [] };
    return odd(`unknown type "${type}"`, text.length - rest.trimStart().length);
  }
  if (kind === 'UNIT') return { metadata: { kind, name, line, text: rest.trim() }, isEof: false, oddities: [] };
  const help = readHelp(rest, openMetrics);
  const oddities = help.unknown ? [{ line, text: `HELP has an unknown escape "${help.unknown}"` }] : [];
  return { metadata: { kind: 'HELP', name, line, text: help.text }, isEof: false, oddities };
}

const noComment: Comment = { isEof: false, oddities: [] };

const textTypes: readonly string[] = ['counter', 'gauge', 'histogram', 'summary', 'untyped'] satisfies MetricType[];
const openMetricsTypes: readonly string[] = [
  'counter',
  'gauge',
  'histogram',
  'summary',
  'unknown',
  'info',
  'stateset',
  'gaugehistogram',
] satisfies MetricType[];

function isMetricType(type: string, openMetrics: boolean): type is MetricType {
  return (openMetrics ? openMetricsTypes : textTypes).includes(type);
}

/** `\\` and `\n` are escapes; in OpenMetrics `\"` too. */
function readHelp(raw: string, openMetrics: boolean): { text: string; unknown?: string } {
  let unknown: string | undefined;
  const text = raw.replace(/\\(.?)/g, (escape, character: string) => {
    if (character === 'n') return '\n';
    if (character === '\\' || (openMetrics && character === '"')) return character;
    unknown ??= escape;
    return escape;
  });
  return { text, ...(unknown !== undefined && { unknown }) };
}
