import type { Catalog, CheckEntry } from './catalog.ts';
import { runProbe } from './probe.ts';

/** Keeps the status of each check true: makes active checks, lets TTL checks run out, deregisters what stays critical. */
export interface CheckRunner {
  /** Begins (again) to look after a check that has just been registered. */
  readonly start: (check: CheckEntry) => void;
  /** A TTL check was renewed. */
  readonly renew: (checkId: string) => void;
  readonly stop: (checkId: string) => void;
  readonly close: () => void;
}

interface Timers {
  readonly active: AbortController;
  due: NodeJS.Timeout | undefined;
  deregister: NodeJS.Timeout | undefined;
}

export const createCheckRunner = (catalog: Catalog): CheckRunner => {
  const running = new Map<string, Timers>();

  const stop = (checkId: string): void => {
    const timers = running.get(checkId);
    clearTimeout(timers?.due);
    clearTimeout(timers?.deregister);
    timers?.active.abort();
    running.delete(checkId);
  };

  const removeService = (serviceId: string): void => {
    for (const check of catalog.checks.values()) if (check.serviceId === serviceId) stop(check.id);
    catalog.removeService(serviceId);
  };

  const watchCritical = (check: CheckEntry, timers: Timers): void => {
    const critical = catalog.checks.get(check.id)?.status === 'critical';
    if (!critical) {
      clearTimeout(timers.deregister);
      timers.deregister = undefined;
    } else if (check.deregisterAfter !== undefined) {
      timers.deregister ??= setTimeout(removeService, check.deregisterAfter, check.serviceId);
    }
  };

  const probe = async (check: CheckEntry, timers: Timers): Promise<void> => {
    if (check.probe.kind === 'ttl') return;
    const { status, output } = await runProbe(check.probe);
    if (timers.active.signal.aborted) return;
    catalog.setStatus(check.id, status, output);
    watchCritical(check, timers);
    timers.due = setTimeout(() => void probe(check, timers), check.probe.interval);
  };

  const awaitRenewal = (check: CheckEntry, timers: Timers): void => {
    if (check.probe.kind !== 'ttl') return;
    clearTimeout(timers.due);
    watchCritical(check, timers);
    timers.due = setTimeout(() => {
      catalog.setStatus(check.id, 'critical', 'TTL expired');
      watchCritical(check, timers);
    }, check.probe.ttl);
  };

  const start = (check: CheckEntry): void => {
    stop(check.id);
    const timers: Timers = { active: new AbortController(), due: undefined, deregister: undefined };
    running.set(check.id, timers);
    if (check.probe.kind === 'ttl') awaitRenewal(check, timers);
    else void probe(check, timers);
  };

  const renew = (checkId: string): void => {
    const check = catalog.checks.get(checkId);
    const timers = running.get(checkId);
    if (check !== undefined && timers !== undefined) awaitRenewal(check, timers);
  };

  return { start, renew, stop, close: () => { for (const checkId of running.keys()) stop(checkId); } };
};
