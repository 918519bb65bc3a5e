export interface JsonShape {
  /** How many objects and lists stand inside each other; 1 for a flat object. */
  readonly depth: number;
  /** Keys of all objects in it. */
  readonly keys: number;
}

/** Measure a value that came from `JSON.parse`. Not recursive, so that no nesting is too deep for it. */
export function shapeOf(root: unknown): JsonShape {
  let depth = 0;
  let keys = 0;
  let level = isNested(root) ? [root] : [];
  while (level.length > 0) {
    depth++;
    const below: object[] = [];
    for (const parent of level) {
      const children: unknown[] = Array.isArray(parent) ? parent : Object.values(parent);
      if (!Array.isArray(parent)) keys += children.length;
      for (const child of children) if (isNested(child)) below.push(child);
    }
    level = below;
  }
  return { depth, keys };
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
