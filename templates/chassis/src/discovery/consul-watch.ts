import { createBackoff, pause } from './backoff.ts';
import type { ConsulApi } from './consul-api.ts';
import type { Instance } from './discovery.ts';
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
  /** How long after an outage nobody is dropped: time for every instance to register again with an agent that has lost its data. */
  readonly graceMs: number;
  readonly signal: AbortSignal;
  readonly log: Log;
};

/**
 * Follows one service by blocking queries until the signal is aborted. While Consul is away the list stays as it was; once it is
 * back, instances that it does not know are kept for the grace.
 */
export const watchConsul = async ({ api, source, graceMs, signal, log }: ConsulWatch): Promise<void> => {
  const { name } = source.list;
  const backoff = createBackoff({ firstMs: 250, maxMs: 10_000 });
  let index = 0;
  let away = false;
  let keepUntil = 0;
  while (!signal.aborted) {
    try {
      const round = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
      const answer = await api.healthy(name, { index, waitMs: waitUntil(keepUntil), signal: round });
      // An index that went backwards: it was away, too briefly for us to see.
      if (away || nextIndex(index, answer.index) < index) keepUntil = Date.now() + graceMs;
      away = false;
      source.set(Date.now() < keepUntil ? joined(answer.instances, source.list.instances()) : answer.instances);
      index = nextIndex(index, answer.index);
      backoff.reset();
      await pause(MIN_ROUND_MS, signal);
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ err: error, service: name }, 'watch failed; keeping the last known instances');
      away = true;
      // After an outage the index may belong to a log that is gone.
      index = 0;
      await backoff.wait(signal);
    }
  }
};

/** The grace ends without a change in Consul, so the query must not sleep through its end. */
const waitUntil = (time: number): number => {
  const left = time - Date.now();
  return left > 0 ? Math.min(WAIT_MS, left) : WAIT_MS;
};

const joined = (answered: readonly Instance[], known: readonly Instance[]): readonly Instance[] => {
  const ids = new Set(answered.map(({ id }) => id));
  return [...answered, ...known.filter(({ id }) => !ids.has(id))];
};

/** Consul's rules: an index that went backwards, or is not positive, means to start again from zero. */
export const nextIndex = (before: number, answered: number): number => (answered > 0 && answered >= before ? answered : 0);
