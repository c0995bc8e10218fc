import { setTimeout } from 'node:timers/promises';
import type { Service } from '@sample-system/chassis';
import { sweep } from '../domain/sweep.ts';
import type { SweepParts } from '../domain/sweep.ts';

const intervalMs = 5_000;

/** Sweeps for as long as the service runs, one sweep at a time. */
export const sweepRegularly = (service: Service, parts: SweepParts): void => {
  const stop = new AbortController();
  let stopped = Promise.resolve();

  const sweepUntilStopped = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await sweep(parts).catch((error: unknown) => { service.log.warn({ err: error }, 'sweep failed; it runs again'); });
      await setTimeout(intervalMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };

  service.onStart(() => { stopped = sweepUntilStopped(); });
  service.onClose('consumers', async () => {
    stop.abort();
    await stopped;
  });
};
