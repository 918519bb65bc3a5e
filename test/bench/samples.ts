/** Durations of the same thing, in milliseconds. */
export interface Samples {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

export function samplesOf(durations: readonly number[]): Samples {
  const sorted = durations.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
  return { median, min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN, count: sorted.length };
}

/** Does a thing once. @returns how long it took, in milliseconds */
export type Subject = () => Promise<number>;

/** How often each subject is tried. What is tried first pays for cold caches, and does not count. */
export interface Rounds {
  readonly counted: number;
  readonly warmUp: number;
  /** Left alone before each try, so that what the last one began in the background has ended. */
  readonly restMs?: number;
}

/** Tries subjects in turns, A B C A B C …: whatever else the machine does, it does it to all of them. */
export async function sideBySide<Name extends string>(
  subjects: Readonly<Record<Name, Subject>>,
  { counted, warmUp, restMs = 0 }: Rounds,
): Promise<Readonly<Record<Name, Samples>>> {
  const names = Object.keys(subjects) as Name[];
  const durations = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = -warmUp; round < counted; round++) {
    for (const name of names) {
      await new Promise((resolve) => setTimeout(resolve, restMs));
      const duration = await subjects[name]();
      if (round >= 0) durations.get(name)?.push(duration);
    }
  }
  const samples = names.map((name) => [name, samplesOf(durations.get(name) ?? [])]);
  return Object.fromEntries(samples) as Record<Name, Samples>;
}
