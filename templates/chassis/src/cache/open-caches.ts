import type { BreakerState } from '../client/circuit.ts';
import type { CacheConfig } from '../config/config.ts';
import { connectRedis } from '../redis/connect-redis.ts';
import type { Service } from '../service/service.ts';
import { createCache, type Cache, type CacheOptions } from './cache.ts';
import { cachesMetrics } from './cache-metrics.ts';
import { memoryStore, redisStore } from './cache-store.ts';
import { createEntries } from './entries.ts';
import { guardedStore } from './guarded-store.ts';

export type Caches = {
  /** One a name. */
  readonly open: <Value>(options: CacheOptions<Value>) => Cache<Value>;
};

/** The parts of a `Service` that caches need. */
export type CacheHost = Pick<Service, 'name' | 'log' | 'metrics' | 'onClose' | 'onStart'> & {
  readonly config: CacheConfig & Pick<Service['config'], 'CLIENT_TIMEOUT_MS'>;
};

/** What a read may wait for a Redis that hangs. */
const commandTimeoutMs = 100;

/** Caches in Redis, or in this process where `REDIS_URL` is not set. While Redis is away everything is loaded from its source. */
export const openCaches = (host: CacheHost): Caches => {
  const { config, log, name: service } = host;
  const metrics = cachesMetrics(host.metrics);
  const onState = (state: BreakerState): void => {
    metrics.circuit(state);
    log.warn({ state }, 'circuit of the cache changed');
  };
  const store = config.REDIS_URL === undefined
    ? memoryStore()
    : guardedStore(redisStore(connectRedis(host, { url: config.REDIS_URL, commandTimeoutMs, whileAway: 'what is cached is loaded from its source' })), onState);
  return {
    open: ({ name, value, ttlMs, loadMs = config.CLIENT_TIMEOUT_MS }) => {
      const entries = createEntries(store, { prefix: `cache:${service}:${name}`, schema: value, ttlMs, loadMs });
      return createCache({ name, entries, metrics: metrics.of(name), log, ttlMs, loadMs });
    },
  };
};
