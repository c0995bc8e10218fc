import { createBackoff, pause } from './backoff.ts';
import { ConsulError, type ConsulApi, type HealthCheck } from './consul-api.ts';
import type { Instance, Registration } from './discovery.ts';
import type { Log } from './log.ts';

export type RegistrationKeeper = Registration & { readonly registered: () => boolean };

export type RegistrationOptions = { readonly api: ConsulApi; readonly check: HealthCheck; readonly log: Log };

/**
 * What was here before and did not deregister, as it was killed: its check would be answered by whoever is here now, so Consul would
 * keep it for ever and go on sending its callers here.
 */
const dropPredecessors = async (instance: Instance, { api, log }: Pick<RegistrationOptions, 'api' | 'log'>): Promise<void> => {
  for (const id of await api.registeredAt(instance)) {
    if (id === instance.id) continue;
    await api.deregister(id).catch((error: unknown) => { log.warn({ err: error, instance: id }, 'could not deregister the one that had this address before'); });
  }
};

/**
 * Registers, and looks again once an interval: an agent that restarted has forgotten its services.
 * Rejects when Consul refuses the first registration (ACL, bad name); an agent that is away is asked again until it is back.
 */
export const keepRegistered = async (instance: Instance, { api, check, log }: RegistrationOptions): Promise<RegistrationKeeper> => {
  const stop = new AbortController();
  let registered = false;
  const register = async (): Promise<void> => {
    await dropPredecessors(instance, { api, log });
    await api.register(instance, check);
    registered = true;
    log.info({ instance: instance.id }, 'registered with Consul');
  };
  await register().catch((error: unknown) => {
    if (error instanceof ConsulError && error.status < 500) throw error;
    log.warn({ err: error }, 'Consul is away; registering when it is back');
  });

  const ensure = async (): Promise<void> => {
    if (!registered || !(await api.isRegistered(instance.id))) await register();
  };
  const kept = keepUp(ensure, { everyMs: check.intervalMs, signal: stop.signal });
  const deregister = async (): Promise<void> => {
    stop.abort();
    await kept;
    await api.deregister(instance.id).catch((error: unknown) => { log.warn({ err: error }, 'could not deregister; Consul drops the instance when its check fails'); });
  };
  return { registered: () => registered, deregister };
};

const keepUp = async (ensure: () => Promise<void>, { everyMs, signal }: { everyMs: number; signal: AbortSignal }): Promise<void> => {
  const backoff = createBackoff({ firstMs: 500, maxMs: everyMs });
  await pause(Math.min(everyMs, 500), signal);
  while (!signal.aborted) {
    const held = await ensure().then(() => true, () => false);
    if (held) backoff.reset();
    await (held ? pause(everyMs, signal) : backoff.wait(signal));
  }
};
