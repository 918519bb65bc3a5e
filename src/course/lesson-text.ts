/** What a person may mean by the text with which a lesson was named. */
export interface LessonText {
  /** Set when the text is a number, in any of its spellings. */
  readonly number?: number;
  /** Set when the text is a path: its parts, in lower case. */
  readonly path?: readonly string[];
  /** The text as a slug would be written. */
  readonly name: string;
}

export function readLessonText(text: string): LessonText {
  const plain = text.trim().replace(/^(["'])(.*)\1$/, '$2');
  const parts = plain.split(/[/\\]+/).filter((part) => part !== '' && part !== '.');
  const [onlyPart = ''] = parts;
  const name = nameOf(parts.length === 1 ? onlyPart : plain).replace(/^lesson-(?=.)/, '');
  if (/^\d+$/.test(name) && parts.length === 1) return { number: Number(name), name };
  if (parts.length > 1) return { path: parts.map((part) => part.toLowerCase()), name };
  return { name };
}

/** Any text as a slug would be written: `Request Logger` -> `request-logger`. */
export function nameOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}
