import { Redis } from 'ioredis';
import { z, type ZodType } from 'zod';
import { cacheConfig, serviceConfig } from '../config/shapes.ts';
import { loadConfig } from '../config/load-config.ts';
import { createService } from '../service/create-service.ts';
import { openCaches } from './open-caches.ts';

export const price = z.object({ sku: z.string(), cents: z.int() });
export type Price = z.output<typeof price>;

/** A service with a cache, started; with `REDIS_URL` in Redis. */
export const startCache = async <Value>(env: Record<string, string>, value: ZodType<Value>, ttlMs = 60_000) => {
  const config = loadConfig({ ...serviceConfig, ...cacheConfig }, { LOG_LEVEL: 'silent', CLIENT_TIMEOUT_MS: '1000', ...env });
  const service = createService({ name: 'shop', contract: { name: 'shop', version: '1.0.0', routes: {}, events: {} }, config });
  const prices = openCaches(service).open({ name: 'prices', value, ttlMs });
  await service.start();
  return { prices, close: service.close, metric: async (name: string, ...labels: readonly string[]) => valueOf(await service.metrics.expose(), name, labels) };
};

export const startPrices = (env: Record<string, string> = {}, ttlMs?: number) => startCache(env, price, ttlMs);

/** Redis without what earlier tests have left. */
export const clearCache = async (redisUrl: string): Promise<void> => {
  const redis = new Redis(redisUrl);
  const keys = await redis.keys('cache:shop:*');
  if (keys.length > 0) await redis.del(keys);
  await redis.quit();
};

const valueOf = (text: string, name: string, labels: readonly string[]): number => {
  const line = text.split('\n').find((one) => one.startsWith(`${name}{`) && labels.every((label) => one.includes(`"${label}"`)));
  return Number(line?.split(' ').at(-1) ?? 0);
};

/** A source that counts how often it is asked, and answers when it is let. */
export const countingSource = (cents = 100) => {
  const source = { asked: 0, cents, held: Promise.resolve() };
  const load = (sku: string) => async (): Promise<Price> => {
    source.asked += 1;
    const value = { sku, cents: source.cents };
    await source.held;
    return value;
  };
  return { source, load };
};
