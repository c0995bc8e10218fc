import { randomUUID } from 'node:crypto';
import { cacheConfig, createService, loadConfig, openCaches, serviceConfig } from '@sample-system/chassis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSampleEntryCache, sampleEntryExample } from '../src/caches/sample-entry.ts';

/** In Redis where `REDIS_URL` names one, else in memory: what holds is the same. */
const config = loadConfig({ ...serviceConfig, ...cacheConfig }, { REDIS_URL: process.env['REDIS_URL'], LOG_LEVEL: 'warn' });
const service = createService({ name: 'sample-entry-test', contract: { name: 'sample-entry-test', version: '1.0.0', routes: {}, events: {} }, config });
const sampleEntryCache = openSampleEntryCache(openCaches(service));

beforeAll(async () => { await service.start(); });
afterAll(() => service.close());

test('is loaded once for all who ask, and again when it is forgotten', async () => {
  const key = randomUUID();
  let loads = 0;
  const ask = async () => sampleEntryCache.get(key, async () => {
    loads += 1;
    return sampleEntryExample;
  });

  expect(await Promise.all([ask(), ask()])).toEqual([sampleEntryExample, sampleEntryExample]);
  expect(await ask()).toEqual(sampleEntryExample);
  expect(loads).toBe(1);
  await sampleEntryCache.forget(key);
  expect([await ask(), loads]).toEqual([sampleEntryExample, 2]);
});
