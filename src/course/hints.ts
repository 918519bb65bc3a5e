/** One step of a lesson's hints.md. */
export interface Hint {
  /** Its place in the file, from 1: what the journal remembers. */
  readonly number: number;
  readonly title: string;
  /** Code of the finding it answers. */
  readonly answers?: string;
  /** Markdown. */
  readonly body: string;
}

/**
 * Reads hints.md: each `## ` heading begins a hint, and a heading may end in `{finding-code}`. What stands before the first
 * heading is for authors. Headings inside code fences are code.
 */
export function parseHints(markdown: string): readonly Hint[] {
  const sections: { heading: string; lines: string[] }[] = [];
  let fence: string | undefined;
  for (const line of markdown.split(/\r?\n/)) {
    const heading = fence === undefined ? /^##[ \t]+(.*)$/.exec(line)?.[1] : undefined;
    if (heading === undefined) sections.at(-1)?.lines.push(line);
    else sections.push({ heading: heading.trim(), lines: [] });
    fence = fenceAfter(fence, line);
  }
  return sections.map(({ heading, lines }, index) => toHint(index + 1, heading, lines));
}

/**
 * The hint to give now: the first one not yet given that answers a finding the learner has, findings in their order; else
 * the next step of the ladder; undefined when all are given.
 *
 * @param given numbers of the hints already given
 * @param presentCodes codes of the findings of the last attempt
 */
export function nextHint(
  hints: readonly Hint[],
  given: readonly number[],
  presentCodes: readonly string[],
): Hint | undefined {
  const left = hints.filter((hint) => !given.includes(hint.number));
  for (const code of presentCodes) {
    const answer = left.find((hint) => hint.answers === code);
    if (answer) return answer;
  }
  return left[0];
}

/** The mark that will end the code block one is in after this line. */
function fenceAfter(fence: string | undefined, line: string): string | undefined {
  const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
  if (fence === undefined) return mark?.[1];
  const closes = mark?.[1]?.startsWith(fence) === true && mark[2]?.trim() === '';
  return closes ? undefined : fence;
}

function toHint(number: number, heading: string, lines: readonly string[]): Hint {
  const named = /^(.*?)\s*\{([\w-]+)\}$/.exec(heading);
  const body = lines.join('\n').trim();
  if (!named) return { number, title: heading, body };
  return { number, title: named[1] ?? '', answers: named[2] ?? '', body };
}
