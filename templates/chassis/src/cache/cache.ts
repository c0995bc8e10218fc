import type { ZodType } from 'zod';
import type { SubscribeOptions } from '../bus/subscription.ts';
import type { Service } from '../service/service.ts';
import type { CacheMetrics } from './cache-metrics.ts';
import type { Entries, Version } from './entries.ts';
import { loadForAll, measured, type Load } from './load.ts';
import { CacheAway } from './guarded-store.ts';
import { createSingleFlight } from './single-flight.ts';

export type { Load } from './load.ts';

export type CacheOptions<Value> = {
  /** In metrics, and before the keys in Redis. */
  readonly name: string;
  readonly value: ZodType<Value>;
  /** Longest time that anything stale is seen, whatever becomes of events. Entries live 90 to 100 % of it. */
  readonly ttlMs: number;
  /** Time for a load. Default: `CLIENT_TIMEOUT_MS`. */
  readonly loadMs?: number;
};

export type Cache<Value> = {
  /** The value of a key: kept, or loaded and then kept. Rejects with what the load rejects with, never because of the store. All who ask share the value: do not change it. */
  readonly get: (key: string, load: Load<Value>) => Promise<Value | undefined>;
  /** What is kept of a key is out of date, and so is what is being loaded. Rejects with `CacheAway` while the store is away. */
  readonly forget: (key: string) => Promise<void>;
  readonly forgetAll: () => Promise<void>;
  /** For a subscription that forgets: it tries as long as an entry may live; what comes later has nothing left to forget. */
  readonly untilExpired: SubscribeOptions;
};

export type CacheParts<Value> = {
  readonly name: string;
  readonly entries: Entries<Value>;
  readonly metrics: CacheMetrics;
  readonly log: Service['log'];
  readonly ttlMs: number;
  readonly loadMs: number;
};

type Found<Value> = { readonly version: Version | undefined; readonly value: Value | undefined };

export const createCache = <Value>({ name, entries, metrics, log, ttlMs, loadMs }: CacheParts<Value>): Cache<Value> => {
  const flight = createSingleFlight<Value | undefined>();
  /** Loads that began before something was forgotten here answer nobody who asks after it, also where no store can tell. */
  let forgettings = 0;

  const find = async (key: string): Promise<Found<Value>> => {
    try {
      const found = await entries.find(key);
      metrics.read(found.value === undefined ? 'miss' : 'hit');
      return found;
    } catch {
      metrics.read('away');
      metrics.failed('read');
      return { version: undefined, value: undefined };
    }
  };
  const notKept = (error: unknown): void => {
    metrics.failed('write');
    if (!(error instanceof CacheAway)) log.error({ err: error, cache: name }, 'a value does not fit the cache and is not kept');
  };
  const loadAndKeep = async (key: string, version: Version | undefined, load: Load<Value>): Promise<Value | undefined> => {
    const value = await measured(metrics, () => loadForAll(load, name, loadMs));
    if (value !== undefined && version !== undefined) await entries.keep(key, version, value).catch(notKept);
    return value;
  };
  const forget = async (work: () => Promise<void>): Promise<void> => {
    forgettings += 1;
    await work().catch((error: unknown) => { metrics.failed('forget'); throw error; });
    metrics.forgotten();
  };
  return {
    get: async (key, load) => {
      const { version, value } = await find(key);
      if (value !== undefined) return value;
      return flight(JSON.stringify([key, version ?? null, forgettings]), () => loadAndKeep(key, version, load));
    },
    forget: (key) => forget(() => entries.forget(key)),
    forgetAll: () => forget(entries.forgetAll),
    untilExpired: subscription(ttlMs + loadMs),
  };
};

const retryDelaysMs = [1_000, 5_000, 25_000];

const subscription = (longestMs: number): SubscribeOptions => ({ retryDelaysMs, attempts: retryDelaysMs.length + 1 + Math.ceil(longestMs / 25_000) });
