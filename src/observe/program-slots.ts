/** How many runs may be under way at once in this process. A run counts as one, however many programs it starts. */
export interface ProgramSlots {
  /** Waits for a free slot. @returns the slot, to be given back; undefined when the signal was aborted first */
  take(signal: AbortSignal): Promise<Disposable | undefined>;
}

export function programSlots(slots: number): ProgramSlots {
  let free = slots;
  const queue: ((slot: Disposable) => void)[] = [];
  const slot: Disposable = {
    [Symbol.dispose]: () => {
      const next = queue.shift();
      if (next === undefined) free += 1;
      else next(slot);
    },
  };
  return {
    take: async (signal) => {
      if (signal.aborted) return undefined;
      if (free === 0) return waitInLine(queue, signal);
      free -= 1;
      return slot;
    },
  };
}

async function waitInLine(queue: ((slot: Disposable) => void)[], signal: AbortSignal): Promise<Disposable | undefined> {
  const { promise, resolve } = Promise.withResolvers<Disposable | undefined>();
  const leave = (): void => {
    queue.splice(queue.indexOf(resolve), 1);
    resolve(undefined);
  };
  queue.push(resolve);
  signal.addEventListener('abort', leave, { once: true });
  const slot = await promise;
  signal.removeEventListener('abort', leave);
  return slot;
}
