import type { Instance } from './discovery.ts';

export type OutlierOptions = {
  /** Failures in a row after which an instance is left out. Default 3: before the circuit breaker, which leaves out all of them. */
  readonly threshold?: number;
  /** How long it is left out at first, in milliseconds; twice as long each time that it fails again. Default 1,000. */
  readonly firstMs?: number;
  /** The longest time. Default 60,000. */
  readonly maxMs?: number;
  readonly onEject?: (id: string, forMs: number) => void;
  /** Milliseconds. Default: the monotonic clock. */
  readonly now?: () => number;
};

export type Outliers = {
  /** The instances without those that are left out just now; at least half of them, rounded up. */
  readonly without: (instances: readonly Instance[]) => readonly Instance[];
  readonly failed: (id: string) => void;
  readonly answered: (id: string) => void;
};

type Failing = { failures: number; ejections: number; until: number };

/**
 * Leaves out an instance that fails several times in a row, whatever its health check says. When its time is over it is tried
 * again: one answer clears it, one failure leaves it out for twice as long. Never more than half are left out: where most
 * fail, the fault is elsewhere, and the rest would drown in the load of all.
 */
export const createOutliers = ({ threshold = 3, firstMs = 1_000, maxMs = 60_000, onEject = () => {}, now = () => performance.now() }: OutlierOptions = {}): Outliers => {
  const failing = new Map<string, Failing>();

  const eject = (id: string, record: Failing): void => {
    const forMs = Math.min(maxMs, firstMs * 2 ** record.ejections);
    record.ejections += 1;
    record.until = now() + forMs;
    onEject(id, forMs);
  };
  const failed = (id: string): void => {
    const record = failing.get(id) ?? { failures: 0, ejections: 0, until: 0 };
    failing.set(id, record);
    record.failures += 1;
    // What was in flight when it was ejected fails now; that is not news.
    if (record.failures >= threshold && record.until <= now()) eject(id, record);
  };
  const without = (instances: readonly Instance[]): readonly Instance[] => {
    if (failing.size === 0) return instances;
    forgetAllBut(instances, failing);
    return kept(instances, failing, now());
  };
  return { without, failed, answered: (id) => { if (failing.size > 0) failing.delete(id); } };
};

const kept = (instances: readonly Instance[], failing: ReadonlyMap<string, Failing>, now: number): readonly Instance[] => {
  const until = ({ id }: Instance): number => failing.get(id)?.until ?? 0;
  const ejected = instances.filter((instance) => until(instance) > now).sort((one, other) => until(other) - until(one));
  if (ejected.length === 0) return instances;
  const out = new Set(ejected.slice(0, Math.floor(instances.length / 2)));
  return instances.filter((instance) => !out.has(instance));
};

const forgetAllBut = (instances: readonly Instance[], failing: Map<string, Failing>): void => {
  const known = new Set(instances.map(({ id }) => id));
  for (const id of failing.keys()) if (!known.has(id)) failing.delete(id);
};
