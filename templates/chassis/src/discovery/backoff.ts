import { setTimeout as sleep } from 'node:timers/promises';

export type Backoff = {
  /** Waits longer each time, with full jitter; returns at once when the signal is aborted. */
  readonly wait: (signal: AbortSignal) => Promise<void>;
  readonly reset: () => void;
};

export const createBackoff = ({ firstMs, maxMs }: { firstMs: number; maxMs: number }): Backoff => {
  let ceiling = firstMs;
  const wait = async (signal: AbortSignal): Promise<void> => {
    // Half of it is certain: a registry that is away is not asked in a tight loop by whoever draws zero.
    const delay = ceiling / 2 + Math.random() * (ceiling / 2);
    ceiling = Math.min(maxMs, ceiling * 2);
    await pause(delay, signal);
  };
  return { wait, reset: () => { ceiling = firstMs; } };
};

/** Sleeps, and simply ends when the signal is aborted. Does not keep the process alive. */
export const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => {});
};
