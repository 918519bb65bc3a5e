import type { Odd } from './odd.ts';

/** Read `env:test,service:orders,flag`; a tag without a colon has the empty value. Of a tag that stands twice the last counts. */
export function readTags(text: string, odd: Odd): Readonly<Record<string, string>> {
  const tags = new Map<string, string>();
  for (const tag of text.split(',')) {
    if (tag === '') continue;
    const colon = tag.indexOf(':');
    const name = colon < 0 ? tag : tag.slice(0, colon);
    if (tags.has(name)) odd(`the tag "${name}" stands twice`);
    tags.set(name, colon < 0 ? '' : tag.slice(colon + 1));
  }
  return Object.fromEntries(tags);
}
