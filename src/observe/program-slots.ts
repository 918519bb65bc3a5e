/**
 * How many runs may be at work at once in this process. A run counts as one, however many programs it starts, and counts no
 * more once it has only to wait.
 */
export interface ProgramSlots {
  /** Waits for a free slot. @returns the slot, to be given back once or more; undefined when the signal was aborted first */
  take(signal: AbortSignal): Promise<Disposable | undefined>;
}

export function programSlots(slots: number): ProgramSlots {
  let free = slots;
  const queue: ((slot: Disposable) => void)[] = [];
  const newSlot = (): Disposable => {
    let isTaken = true;
    return {
      [Symbol.dispose]: () => {
        if (!isTaken) return;
        isTaken = false;
        const next = queue.shift();
        if (next === undefined) free += 1;
        else next(newSlot());
      },
    };
  };
  return {
    take: async (signal) => {
      if (signal.aborted) return undefined;
      if (free === 0) return waitInLine(queue, signal);
      free -= 1;
      return newSlot();
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
