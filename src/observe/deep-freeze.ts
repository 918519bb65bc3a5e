/** Makes a value of plain objects and arrays unchangeable, all the way down. */
export function deepFreeze<Value>(value: Value): Value {
  // A list instead of recursion: what a program sent may be nested deeper than the stack is.
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null || Object.isFrozen(next)) continue;
    Object.freeze(next);
    for (const inner of Object.values(next)) waiting.push(inner);
  }
  return value;
}
