import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a look at the world gives something other than undefined or false; fails after `timeoutMs`. */
export const eventually = async <Seen>(look: () => Promise<Seen | undefined | false> | Seen | undefined | false, timeoutMs = 10_000): Promise<Seen> => {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`not seen within ${timeoutMs} ms: ${look.toString()}`);
    await sleep(20);
  }
};
