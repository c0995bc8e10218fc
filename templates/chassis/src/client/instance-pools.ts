import { Pool } from 'undici';
import { originOf, type Instance } from '../discovery/discovery.ts';

/** Open connections to one instance. */
export type InstancePool = { readonly pool: Pool; inFlight: number };

export type InstancePools = {
  readonly of: (instance: Instance) => InstancePool;
  readonly inFlight: (instance: Instance) => number;
  /** Closes the pools of instances that are not in the list, once their requests in flight are answered. */
  readonly keep: (instances: readonly Instance[]) => void;
  readonly close: () => Promise<void>;
};

export const createInstancePools = (options: Pool.Options): InstancePools => {
  const pools = new Map<string, InstancePool>();
  const drop = async (origin: string): Promise<void> => {
    const entry = pools.get(origin);
    pools.delete(origin);
    await entry?.pool.close();
  };
  const of = (instance: Instance): InstancePool => {
    const origin = originOf(instance);
    const known = pools.get(origin);
    if (known !== undefined) return known;
    const made = { pool: new Pool(origin, options), inFlight: 0 };
    pools.set(origin, made);
    return made;
  };
  return {
    of,
    inFlight: (instance) => pools.get(originOf(instance))?.inFlight ?? 0,
    keep: (instances) => {
      const wanted = new Set(instances.map(originOf));
      for (const origin of pools.keys()) if (!wanted.has(origin)) void drop(origin);
    },
    close: async () => { await Promise.all([...pools.keys()].map(drop)); },
  };
};
