/** An item, or how many were left out at that place. */
export type Shown<T> = { readonly item: T } | { readonly leftOut: number };

/** At most `limit` items: the marked ones wherever they are, and the first of the others. */
export function excerpt<T>(items: readonly T[], limit: number, isMarked: (item: T) => boolean): Shown<T>[] {
  if (items.length <= limit) return items.map((item) => ({ item }));
  const marked = items.filter(isMarked).slice(0, limit);
  let room = limit - marked.length;
  const kept = new Set(marked);
  const shown: Shown<T>[] = [];
  let leftOut = 0;
  for (const item of items) {
    if (!kept.has(item) && room-- <= 0) {
      leftOut++;
      continue;
    }
    if (leftOut > 0) shown.push({ leftOut });
    leftOut = 0;
    shown.push({ item });
  }
  return leftOut > 0 ? [...shown, { leftOut }] : shown;
}
