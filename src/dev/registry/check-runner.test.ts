import { afterEach, expect, it, vi } from 'vitest';
import { createCatalog } from './catalog.ts';
import { createCheckRunner } from './check-runner.ts';
import { decodeService } from './registration.ts';

afterEach(() => { vi.useRealTimers(); });

/** Not in the conformance suite: Consul rounds the time up to a minute. */
it('deregisters a service that stays critical, and only then', () => {
  vi.useFakeTimers();
  const catalog = createCatalog();
  const runner = createCheckRunner(catalog);
  const { service, checks } = decodeService({ Name: 'orders', Check: { TTL: '10s', Status: 'passing', DeregisterCriticalServiceAfter: '1m' } });
  catalog.putService(service);
  for (const check of checks) catalog.putCheck(check);
  for (const check of catalog.checks.values()) runner.start(check);
  vi.advanceTimersByTime(30_000);
  expect(catalog.checks.get('service:orders')?.status).toBe('critical');
  catalog.setStatus('service:orders', 'passing', '');
  runner.renew('service:orders');
  vi.advanceTimersByTime(69_000);
  expect(catalog.services.has('orders')).toBe(true);
  vi.advanceTimersByTime(1001);
  expect(catalog.services.has('orders')).toBe(false);
  runner.close();
});
