/** An item, or how many were left out at that place. */
export type Shown<T> = { readonly item: T } | { readonly leftOut: number };

/**
 * At most `limit` items: the marked ones wherever they are, and the first of the others.
 * @param ends how many of them are the last ones instead, where the end says most
 */
export function excerpt<T>(items: readonly T[], limit: number, isMarked: (item: T) => boolean, ends = 0): Shown<T>[] {
  if (items.length <= limit) return items.map((item) => ({ item }));
  const marked = items.filter(isMarked).slice(0, limit);
  const kept = new Set(marked);
  const others = items.filter((item) => !kept.has(item));
  const room = limit - marked.length;
  const last = Math.min(ends, room);
  for (const item of others.slice(0, room - last)) kept.add(item);
  for (const item of others.slice(others.length - last)) kept.add(item);
  const shown: Shown<T>[] = [];
  let leftOut = 0;
  for (const item of items) {
    if (!kept.has(item)) {
      leftOut++;
      continue;
    }
    if (leftOut > 0) shown.push({ leftOut });
    leftOut = 0;
    shown.push({ item });
  }
  return leftOut > 0 ? [...shown, { leftOut }] : shown;
}
