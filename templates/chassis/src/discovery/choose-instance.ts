import { setTimeout as sleep } from 'node:timers/promises';
import { pickInstance, type Load } from './balancer.ts';
import type { Instance, InstanceList } from './discovery.ts';
import type { Outliers } from './outliers.ts';

/** The registry's first answer comes in milliseconds; when it is away, callers are better told so than kept. */
const FIRST_ANSWER_MS = 1_000;

export type Choice = {
  readonly load: Load;
  readonly outliers: Outliers;
  /** Id of an instance that just failed. */
  readonly avoid: string | undefined;
  /** Ends the wait; asked for only when there is one. */
  readonly signal: () => AbortSignal;
};

/** An instance of the list; undefined when there is none. Waits only for the registry's very first answer. */
export const chooseInstance = async (list: InstanceList, { load, outliers, avoid, signal }: Choice): Promise<Instance | undefined> => {
  if (list.instances().length === 0) await firstAnswer(list, signal());
  return pickInstance(outliers.without(list.instances()), load, avoid);
};

const firstAnswer = async (list: InstanceList, signal: AbortSignal): Promise<void> => {
  const done = new AbortController();
  const patience = sleep(FIRST_ANSWER_MS, undefined, { signal: AbortSignal.any([signal, done.signal]) }).catch(() => {});
  await Promise.race([list.known(), patience]);
  done.abort();
};
