import { createBackoff, pause } from './backoff.ts';
import type { ConsulApi } from './consul-api.ts';
import type { InstanceListSource } from './instance-list.ts';
import type { Log } from './log.ts';

const WAIT_MS = 55_000;
/** Consul adds up to a sixteenth of the wait; past that the connection is dead. */
const DEADLINE_MS = WAIT_MS + 10_000;
/** A name that changes without end must not become a loop that burns a core here and in Consul. */
const MIN_ROUND_MS = 50;

export type ConsulWatch = {
  readonly api: ConsulApi;
  readonly source: InstanceListSource;
  readonly signal: AbortSignal;
  readonly log: Log;
};

/** Follows one service by blocking queries until the signal is aborted. While Consul is away the list stays as it was. */
export const watchConsul = async ({ api, source, signal, log }: ConsulWatch): Promise<void> => {
  const { name } = source.list;
  const backoff = createBackoff({ firstMs: 250, maxMs: 10_000 });
  let index = 0;
  while (!signal.aborted) {
    try {
      const round = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
      const answer = await api.healthy(name, { index, waitMs: WAIT_MS, signal: round });
      source.set(answer.instances);
      index = nextIndex(index, answer.index);
      backoff.reset();
      await pause(MIN_ROUND_MS, signal);
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ err: error, service: name }, 'watch failed; keeping the last known instances');
      // After an outage the index may belong to a log that is gone.
      index = 0;
      await backoff.wait(signal);
    }
  }
};

/** Consul's rules: an index that went backwards, or is not positive, means to start again from zero. */
export const nextIndex = (before: number, answered: number): number => (answered > 0 && answered >= before ? answered : 0);
