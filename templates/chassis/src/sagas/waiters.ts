/** Those who wait for sagas to come to rest, in whatever instance that happens. */
export type Waiters = {
  /** Resolves when it is worth another look; rejects with the signal's reason. */
  readonly wait: (saga: string, signal: AbortSignal) => Promise<void>;
  /** Of one saga, `<name> <id>`; of all where notifications may have been lost. */
  readonly wake: (saga?: string) => void;
};

export const createWaiters = (): Waiters => {
  const waiting = new Map<string, Set<() => void>>();
  return {
    wait: async (saga, signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const abort = (): void => { reject(signal.reason as Error); };
      const own = waiting.get(saga) ?? new Set();
      waiting.set(saga, own.add(resolve));
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      try {
        await promise;
      } finally {
        signal.removeEventListener('abort', abort);
        own.delete(resolve);
        if (own.size === 0 && waiting.get(saga) === own) waiting.delete(saga);
      }
    },
    wake: (saga) => {
      const woken = saga === undefined ? [...waiting.values()] : [waiting.get(saga) ?? []];
      for (const own of woken) for (const resolve of own) resolve();
    },
  };
};
