import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';

/** Where entries are kept: texts by key, each with its end. */
export type CacheStore = {
  /** In the order of the keys, as of one moment; null where there is nothing. */
  readonly read: (keys: readonly string[]) => Promise<readonly (string | null)[]>;
  readonly write: (key: string, text: string, ttlMs: number) => Promise<void>;
};

/** For all instances together. Rejects while Redis is away. */
export const redisStore = (redis: Redis): CacheStore => ({
  read: (keys) => redis.mget([...keys]),
  write: async (key, text, ttlMs) => { await redis.set(key, text, 'PX', ttlMs); },
});

/** Texts kept at once; beyond it those go that nobody has asked for the longest. */
const mostTexts = 10_000;

/** For this process alone. */
export const memoryStore = (): CacheStore => {
  const texts = new LRUCache<string, string>({ max: mostTexts });
  return {
    read: async (keys) => keys.map((key) => texts.get(key) ?? null),
    write: async (key, text, ttlMs) => { texts.set(key, text, { ttl: ttlMs }); },
  };
};
