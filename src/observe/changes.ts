/** Tells those who wait that something new was observed. */
export interface Changes {
  readonly notify: () => void;
  /** Resolves at the next notification. */
  readonly next: () => Promise<void>;
}

export function createChanges(): Changes {
  let waiting = Promise.withResolvers<void>();
  let isAwaited = false;
  return {
    notify: () => {
      if (!isAwaited) return;
      const told = waiting;
      waiting = Promise.withResolvers<void>();
      isAwaited = false;
      told.resolve();
    },
    next: () => {
      isAwaited = true;
      return waiting.promise;
    },
  };
}
