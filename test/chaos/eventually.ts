import { setTimeout as delay } from 'node:timers/promises';

/** Asks until the answer is yes. Rejects with what was waited for, and the last error, when that takes longer than `withinMs`. */
export const eventually = async (what: string, ask: () => Promise<boolean> | boolean, withinMs: number): Promise<void> => {
  const end = Date.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      if (await ask()) return;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`${what}: not within ${withinMs / 1000} s`, { cause: last });
    await delay(100);
  }
};
