import type { JsonValue } from '../../kernel/json.ts';
import type { Finding, Saw, Verdict } from '../../course/verdict.ts';

/**
 * A verdict in which what differs from one attempt to the next (times, ids, ports) is replaced by its name: what is
 * recorded for a mistake can then be compared to the letter. Marks move with the text they stand under.
 */
export function stableVerdict(verdict: Verdict): Verdict {
  return {
    ...verdict,
    durationMs: 0,
    checks: verdict.checks.map((check) =>
      check.finding ? { ...check, finding: stableFinding(check.finding) } : check,
    ),
    ...(verdict.problem ? { problem: { ...verdict.problem, args: stableArgs(verdict.problem.args) } } : {}),
  };
}

function stableFinding(finding: Finding): Finding {
  return { ...finding, args: stableArgs(finding.args), ...(finding.saw ? { saw: stableSaw(finding.saw) } : {}) };
}

function stableArgs(args: Finding['args']): Finding['args'] {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, stableArg(name, value)]));
}

/** Numbers differ from attempt to attempt when their name says that they are a time, a port or a process. */
function stableArg(name: string, value: JsonValue): JsonValue {
  if (typeof value === 'string') return stableText(value);
  const lastWord =
    name
      .split(/_|(?=[A-Z])/)
      .at(-1)
      ?.toLowerCase() ?? '';
  return typeof value === 'number' && /^(?:ms|port|pid)$/.test(lastWord) ? `<${lastWord}>` : value;
}

function stableSaw(saw: Saw): Saw {
  const lines = saw.text.split('\n');
  const text = lines.map(stableText).join('\n');
  const label = stableText(saw.label);
  if (!saw.mark) return { label, text };
  const { from, to, note } = saw.mark;
  const marked = lines[saw.mark.line ?? lines.length - 1] ?? '';
  const moved = { from: offsetAfter(marked, from), to: offsetAfter(marked, to), note: stableText(note) };
  return { label, text, mark: { ...saw.mark, ...moved } };
}

/** Each with what is put in its place. The order matters: longer forms first. */
const unstable: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?/g, '<time>'],
  // As a clock on the wall shows it: `7:12:48 AM`.
  [/\b\d{1,2}:\d\d:\d\d\b(?:\s[AP]M)?/g, '<time>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uuid>'],
  [/\b[0-9a-f]{32}\b/g, '<trace-id>'],
  [/\b[0-9a-f]{16}\b/g, '<span-id>'],
  [/\b(trace|span|parent) [0-9a-f]{8}\b/g, '$1 <id>'],
  [/\b1[789]\d{8}(?:\.\d+|\d{3}|\d{6}|\d{9})?\b/g, '<epoch>'],
  [/\b(127\.0\.0\.1|localhost|\[::1\]):\d{2,5}\b/g, '$1:<port>'],
  [/("?\b(?:port|PORT)"?[:= ]+)\d{2,5}\b/g, '$1<port>'],
  [/("pid":)\d+/g, '$1<pid>'],
  [/("hostname":)"[^"]*"/g, '$1<host>'],
  [/\b\d+(?:\.\d+)? ?(ms|seconds|s)\b/g, '<duration> $1'],
  [/("(?:\w*_ms|\w*Ms|\w*duration\w*|took|elapsed)":)\d+(?:\.\d+)?/gi, '$1<ms>'],
  [/… \d+ more spans?/g, '… <n> more spans'],
  [/\/[^\s"']*\/(\d\d-[a-z-]+\/)/g, '<workspace>/$1'],
];

function stableText(text: string): string {
  return unstable.reduce((current, [pattern, name]) => current.replace(pattern, name), text);
}

/** Where an offset of the raw line stands in the replaced one. */
function offsetAfter(line: string, offset: number): number {
  return stableText(line.slice(0, offset)).length;
}
