import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { quick, runMs } from '../support/run-ms.ts';
import { treeOf } from '../support/tree.ts';

const cwd = mkdtempSync(join(tmpdir(), 'ms-edge-'));
const shop = join(cwd, 'my-shop');
const ms = (...args: readonly string[]) => runMs(args, { cwd: shop });

beforeAll(async () => {
  await runMs(['create', 'my-shop', '--preset', 'shop', ...quick], { cwd });
  await ms('add-service', 'billing', '--yes');
});
afterAll(() => { rmSync(cwd, { recursive: true }); });

describe('a system that gets caches and backends for front ends', () => {
  test('add-cache gives the cache, what forgets it after events, and their tests, and twice is once', async () => {
    for (const args of [['price', '--in', 'billing', '--invalidated-by', 'orders.order.confirmed'], ['stock-level', '--in', 'orders']]) {
      expect(await ms('add-cache', ...args)).toMatchObject({ code: 0, stderr: '' });
      const before = treeOf(shop);
      expect((await ms('add-cache', ...args)).stdout).toContain('nothing to do');
      expect(treeOf(shop)).toEqual(before);
    }
    expect(readFileSync(join(shop, 'services/billing/src/events/orders-order-confirmed-v1.ts'), 'utf8')).toContain("inbox.subscribe(ordersContract, 'order.confirmed.v1', async () => priceCache.forgetAll(), priceCache.untilExpired)");
    const compose = parse(readFileSync(join(shop, 'deploy/compose.yaml'), 'utf8')) as { services: Record<string, object> };
    expect(compose.services['billing']).toMatchObject({ environment: { REDIS_URL: 'redis://redis:6379' }, depends_on: { redis: { condition: 'service_healthy' } } });
  });

  test('add-bff gives a backend composed of others, wired as a service is, and twice is once', async () => {
    const args = ['add-bff', 'web-shop', '--for', 'web', '--compose', 'orders, inventory.listStock'];
    expect(await ms(...args)).toMatchObject({ code: 0, stderr: '' });
    const before = treeOf(shop);
    expect((await ms(...args)).stdout).toContain('nothing to do');
    expect(treeOf(shop)).toEqual(before);
    expect(readFileSync(join(shop, 'services/web-shop/src/routes/web-overview.ts'), 'utf8')).toContain('      orders: each(query.orders, orders.getOrder()),\n      inventory: part(inventory.listStock),\n');
    expect(readFileSync(join(shop, 'services/gateway/src/routes.ts'), 'utf8')).toContain("{ prefix: '/v1/web-shop', service: 'web-shop', auth: 'jwt' }");
    expect(JSON.parse(readFileSync(join(shop, 'services/web-shop/contract/package.json'), 'utf8'))).toMatchObject({ dependencies: { '@my-shop/orders-contract': '0.0.0', '@my-shop/inventory-contract': '0.0.0' } });
  });

  test('add-cache works in a backend, too', async () => {
    expect(await ms('add-cache', 'news', '--in', 'web-shop')).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(shop, 'services/web-shop/src/app.ts'), 'utf8')).toContain('    newsCache,\n  });');
  });

  test('a cache keeps its version of an event when there is a later one', async () => {
    const args = ['add-cache', 'tariff', '--in', 'billing', '--invalidated-by', 'inventory.moved'];
    await ms('add-event', 'inventory', 'moved');
    expect((await ms(...args)).code).toBe(0);
    await ms('add-event', 'inventory', 'moved', '--version', '2');
    expect((await ms(...args)).stdout).toContain('nothing to do');
    expect(readFileSync(join(shop, 'services/billing/test/tariff-inventory-moved-v1.test.ts'), 'utf8')).toContain('inventoryMovedV1Example');
  });

  test('the calls of a backend, and the way to Redis, are let through in the cluster', () => {
    const base = join(shop, 'deploy/kubernetes/base');
    const { resources } = parse(readFileSync(join(base, 'kustomization.yaml'), 'utf8')) as { readonly resources: readonly string[] };
    expect(resources).toEqual(expect.arrayContaining(['calls/gateway-to-web-shop.yaml', 'calls/web-shop-to-orders.yaml', 'calls/web-shop-to-inventory.yaml']));
  });

  test.each([
    [['add-bff', 'mobile', '--for', 'mobile'], 2, '--compose'],
    [['add-bff', 'mobile', '--for', 'Mobile App', '--compose', 'orders'], 2, 'lower-case letters'],
    [['add-bff', 'mobile', '--for', 'mobile', '--compose', 'ordrs'], 2, 'Did you mean orders?'],
    [['add-bff', 'mobile', '--for', 'mobile', '--compose', 'orders.getOrdr'], 2, 'Did you mean getOrder?'],
    [['add-bff', 'mobile', '--for', 'mobile', '--compose', 'orders', 'orders.getOrder'], 2, 'orders is composed twice'],
    [['add-bff', 'mobile', '--for', 'mobile', '--compose', 'gateway'], 3, 'gateway has no contract'],
    [['add-bff', 'mobile', '--for', 'mobile', '--compose', 'web-shop'], 3, 'no route to compose a view of'],
    [['add-bff', 'orders', '--for', 'mobile', '--compose', 'inventory'], 3, 'services/orders/'],
    [['add-bff', 'web-shop', '--for', 'web', '--compose', 'orders'], 3, 'services/web-shop/'],
    [['add-cache', 'price'], 2, '--in'],
    [['add-cache', 'caches', '--in', 'orders'], 2, 'name what is cached'],
    [['add-cache', 'price', '--in', 'ordrs'], 2, 'Did you mean orders?'],
    [['add-cache', 'price', '--in', 'gateway'], 3, 'gateway has no contract'],
    [['add-cache', 'price', '--in', 'inventory', '--invalidated-by', 'order.confirmd'], 2, 'Did you mean order.confirmed?'],
    [['add-cache', 'price', '--in', 'inventory', '--invalidated-by', 'order.confirmed'], 3, 'inventory consumes order.confirmed.v1 already, in services/inventory/src/events/orders.ts'],
    [['add-cache', 'price', '--in', 'payment', '--invalidated-by', 'order.confirmed'], 3, 'payment takes no events'],
  ] as const)('%j is exit %i and says why', async (args, code, told) => {
    const before = treeOf(shop);
    const ran = await ms(...args);
    expect([ran.code, ran.stderr.includes(told), ran.stderr]).toEqual([code, true, ran.stderr]);
    expect(treeOf(shop)).toEqual(before);
  });
});
