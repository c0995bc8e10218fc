import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tmpdir } from 'node:os';
import { quick, runMs } from '../support/run-ms.ts';
import { treeOf } from '../support/tree.ts';

const cwd = mkdtempSync(join(tmpdir(), 'ms-grow-'));
const shop = join(cwd, 'my-shop');
const ms = (...args: readonly string[]) => runMs(args, { cwd: shop });

beforeAll(async () => { await runMs(['create', 'my-shop', '--preset', 'shop', ...quick], { cwd }); });
afterAll(() => { rmSync(cwd, { recursive: true }); });

describe('a system that grows', () => {
  test('--dry-run shows the changes and makes none', async () => {
    const before = treeOf(shop);
    const { code, stdout } = await ms('add-service', 'billing', '--yes', '--dry-run');
    expect([code, stdout.includes("+  { prefix: '/v1/billing'"), stdout.includes('secrets, not shown')]).toEqual([0, true, true]);
    expect(treeOf(shop)).toEqual(before);
  });

  test('add-service and add-client, and twice is once', async () => {
    expect((await ms('add-service', 'billing', '--yes')).code).toBe(0);
    expect((await ms('add-client', 'billing', 'orders')).code).toBe(0);
    expect(readFileSync(join(shop, 'services/billing/test/contracts/orders.ts'), 'utf8')).toContain('Interactions<typeof ordersContract>');
    expect(readFileSync(join(shop, 'services/orders/test/consumers.test.ts'), 'utf8')).toContain("postgres['orders']");
    const before = treeOf(shop);
    for (const args of [['add-service', 'billing', '--yes'], ['add-client', 'billing', 'orders']]) {
      const { code, stdout } = await ms(...args);
      expect([code, stdout.includes('nothing to do')]).toEqual([0, true]);
    }
    expect(treeOf(shop)).toEqual(before);
  });

  test('a client that would close a circle is refused, added by --force, and then found by lint', async () => {
    const before = treeOf(shop);
    const { code, stderr } = await ms('add-client', 'inventory', 'billing');
    expect([code, stderr.includes('inventory > billing > orders > inventory would be a circle')]).toEqual([3, true]);
    expect(treeOf(shop)).toEqual(before);
    expect(await ms('add-client', 'inventory', 'billing', '--force', '--dry-run')).toMatchObject({ code: 0, stdout: expect.stringContaining('services/inventory/src/clients/billing.ts') as string });
  });

  test('add-service and add-client over gRPC, and twice is once', async () => {
    const steps = [
      ['add-service', 'price-list', '--yes', '--api', 'both', '--store', 'memory'],
      ['add-service', 'tax', '--yes', '--api', 'grpc', '--store', 'memory'],
      ['add-client', 'orders', 'price-list', '--api', 'grpc'],
      ['add-client', 'price-list', 'tax', '--api', 'grpc'],
      ['add-client', 'billing', 'price-list', '--api', 'both'],
    ];
    for (const args of steps) {
      expect(await ms(...args)).toMatchObject({ code: 0, stderr: '' });
      const before = treeOf(shop);
      expect((await ms(...args)).stdout).toContain('nothing to do');
      expect(treeOf(shop)).toEqual(before);
    }
    expect(readFileSync(join(shop, 'services/price-list/contract/proto/price_list/v1/price_list.proto'), 'utf8')).toContain('package price_list.v1;');
    expect(readFileSync(join(shop, 'services/billing/src/clients/price-list-grpc.ts'), 'utf8')).toContain('createGrpcClient(service, priceListGrpc)');
    expect(readFileSync(join(shop, 'services/gateway/src/routes.ts'), 'utf8')).not.toContain("'tax'");
    expect(await ms('add-client', 'tax', 'price-list', '--api', 'grpc')).toMatchObject({ code: 3, stderr: expect.stringContaining('would be a circle') as string });
  });

  test('what a consumer says it relies on, and how a provider tests it, stay as they are', async () => {
    const written = ['services/orders/test/contracts/inventory.ts', 'services/inventory/test/consumers.test.ts'].map((path) => [path, readFileSync(join(shop, path), 'utf8')] as const);
    expect((await ms('add-client', 'orders', 'inventory')).stdout).toContain('nothing to do');
    expect((await ms('add-client', 'billing', 'inventory', '--dry-run')).stdout).not.toContain('consumers.test.ts');
    expect(written.map(([path]) => readFileSync(join(shop, path), 'utf8'))).toEqual(written.map(([, text]) => text));
  });

  test('add-event gives contract, publisher and consumers, twice is once, and v2 stands beside v1', async () => {
    for (const args of [['orders', 'shipped', '--to', 'inventory'], ['orders', 'shipped', '--version', '2'], ['orders', 'shipped', '--version', '2', '--to', 'billing']]) {
      expect(await ms('add-event', ...args)).toMatchObject({ code: 0, stderr: '' });
      const before = treeOf(shop);
      expect((await ms('add-event', ...args)).stdout).toContain('nothing to do');
      expect(treeOf(shop)).toEqual(before);
    }
    const { services } = JSON.parse((await ms('list', '--json')).stdout) as { services: { name: string; publishes: string[]; consumes: string[] }[] };
    const events = Object.fromEntries(services.map(({ name, publishes, consumes }) => [name, { publishes, consumes }]));
    expect(events['orders']?.publishes).toEqual(expect.arrayContaining(['orders.shipped.v1', 'orders.shipped.v2']));
    expect([events['inventory']?.consumes.includes('orders.shipped.v1'), events['billing']?.consumes]).toEqual([true, ['orders.shipped.v2']]);
  });

  test('add-saga gives the saga, its steps in other services and their tests, and twice is once', async () => {
    const args = ['add-saga', 'buy', '--in', 'billing', '--steps', 'reserve-stock@inventory, note-it, file-order@orders!'];
    expect(await ms(...args)).toMatchObject({ code: 3, stderr: expect.stringContaining('Add it first: ms add-client billing inventory\n') as string });
    await ms('add-client', 'billing', 'inventory');
    expect(await ms(...args)).toMatchObject({ code: 0, stderr: '' });
    const before = treeOf(shop);
    expect((await ms(...args)).stdout).toContain('nothing to do');
    expect(treeOf(shop)).toEqual(before);
    const steps = readFileSync(join(shop, 'services/billing/src/sagas/buy/steps.ts'), 'utf8');
    expect([steps.includes('inventory: connectInventory(service)'), steps.includes('createClient')]).toEqual([true, false]);
    expect(steps).toContain('[\n  reserveStock(inventory),\n  noteIt,\n  fileOrder(orders),\n]');
  });

  test('a saga of that name with other steps is refused', async () => {
    const before = treeOf(shop);
    const { code, stderr } = await ms('add-saga', 'buy', '--in', 'billing', '--steps', 'note-it');
    expect([code, stderr.includes('services/billing/src/sagas/buy/steps.ts')]).toEqual([3, true]);
    expect(treeOf(shop)).toEqual(before);
  });

  test('add-flag declares it, gives it rules, opens the flags for the routes, and twice is once', async () => {
    const read = (path: string): string => readFileSync(join(shop, 'services/billing', path), 'utf8');
    for (const args of [['free-shipping', '--in', 'billing', '--expires', '2999-03-01'], ['page-size', '--in', 'billing', '--default', '20', '--expires', 'never', '--owner', 'web team']]) {
      expect(await ms('add-flag', ...args)).toMatchObject({ code: 0, stderr: '' });
      const before = treeOf(shop);
      expect((await ms('add-flag', ...args)).stdout).toContain('nothing to do');
      expect(treeOf(shop)).toEqual(before);
    }
    expect(read('src/flags.ts')).toMatch(/'free-shipping': \{ default: false, owner: 'billing', since: '[\d-]{10}', expires: '2999-03-01' \},\n {2}'page-size': \{ default: 20, owner: 'web team', since: '[\d-]{10}', expires: 'never' \},/);
    expect(JSON.parse(read('flags.json'))).toMatchObject({ flags: { 'free-shipping': { defaultVariant: 'off', variants: { on: true, off: false } }, 'page-size': { defaultVariant: '20', variants: { 20: 20 } } } });
    expect([read('src/app.ts').includes('flags: openServiceFlags(service)'), read('src/routes/billing.ts').includes('readonly flags: ServiceFlags')]).toEqual([true, true]);
  });

  test('add-aggregate gives the aggregate, its routes, its events and their tests, and twice is once', async () => {
    const args = ['add-aggregate', 'parcel', '--in', 'orders', '--events', 'packed, handed-over'];
    expect(await ms(...args)).toMatchObject({ code: 0, stderr: '' });
    const before = treeOf(shop);
    expect((await ms(...args)).stdout).toContain('nothing to do');
    expect(treeOf(shop)).toEqual(before);
    expect(readFileSync(join(shop, 'services/orders/src/store/migrations.ts'), 'utf8')).toContain('aggregateTables');
    // What it tells is an event like any other.
    expect(await ms('add-event', 'orders', 'parcel-packed', '--to', 'billing')).toMatchObject({ code: 0, stderr: '' });
    const { services } = JSON.parse((await ms('list', '--json')).stdout) as { services: { name: string; publishes: string[]; consumes: string[] }[] };
    expect(services.find(({ name }) => name === 'orders')?.publishes).toEqual(expect.arrayContaining(['orders.parcel-handed-over.v1', 'orders.parcel-packed.v1']));
    expect(services.find(({ name }) => name === 'billing')?.consumes).toContain('orders.parcel-packed.v1');
  });

  test('add-projection gives the read model of own and others\' events with its tests, and twice is once', async () => {
    for (const args of [
      ['add-projection', 'parcel-board', '--in', 'orders', '--from', 'orders.parcel-packed, inventory.moved, orders.parcel-handed-over'],
      ['add-projection', 'sales', '--in', 'inventory', '--from', 'orders.order.rejected, orders.parcel-packed.v1'],
    ]) {
      await ms('add-event', 'inventory', 'moved');
      expect(await ms(...args)).toMatchObject({ code: 0, stderr: '' });
      const before = treeOf(shop);
      expect((await ms(...args)).stdout).toContain('nothing to do');
      expect(treeOf(shop)).toEqual(before);
    }
    expect(readFileSync(join(shop, 'services/orders/src/projections/parcel-board/sources.ts'), 'utf8')).toContain("[\n  fromAggregate(parcel, 'packed', parcelPacked),\n  fromContract(inventoryContract, 'inventory.moved.v1', inventoryMovedV1),\n");
    const { services } = JSON.parse((await ms('list', '--json')).stdout) as { services: { name: string; consumes: string[] }[] };
    const consumes = Object.fromEntries(services.map(({ name, consumes: all }) => [name, all]));
    expect((await ms('list')).stdout).toMatch(/ keeps events of parcel\n +reads from parcel-board\n +runs place-order\n/);
    expect([consumes['orders']?.includes('inventory.moved.v1'), consumes['inventory']]).toEqual([true, expect.arrayContaining(['order.rejected.v1', 'orders.parcel-packed.v1'])]);
  });

  test('a projection keeps its version of an event when there is a later one', async () => {
    await ms('add-event', 'inventory', 'moved', '--version', '2');
    const before = treeOf(shop);
    expect((await ms('add-projection', 'parcel-board', '--in', 'orders', '--from', 'orders.parcel-packed, inventory.moved, orders.parcel-handed-over')).stdout).toContain('nothing to do');
    expect(treeOf(shop)).toEqual(before);
  });

  test('list reads it from the code', async () => {
    const { stdout } = await ms('list', '--json');
    const { services } = JSON.parse(stdout) as { services: { name: string; port: number; role: string; flags: object[] }[] };
    expect(services.map(({ name, port }) => `${name}:${String(port)}`)).toEqual(['billing:3004', 'gateway:3000', 'inventory:3002', 'orders:3001', 'payment:3003', 'price-list:3005', 'tax:3006']);
    expect(services.find(({ name }) => name === 'gateway')?.role).toBe('gateway');
    expect(services.find(({ name }) => name === 'billing')?.flags).toEqual([{ name: 'free-shipping', expires: '2999-03-01', read: false }, { name: 'page-size', expires: null, read: false }]);
    expect((await ms('list')).stdout).toContain('  switches free-shipping (until 2999-03-01), page-size\n');
  });

  test('what the user did to a generated file stays', async () => {
    const routes = join(shop, 'services/billing/src/main.ts');
    writeFileSync(routes, '// mine\n');
    rmSync(join(shop, 'services/billing/README.md'));
    expect((await ms('add-service', 'billing', '--yes')).stdout).toContain('nothing to do');
    expect(readFileSync(routes, 'utf8')).toBe('// mine\n');
  });

  test('the same service otherwise made is refused, and so is a folder that is in the way', async () => {
    expect((await ms('add-service', 'billing', '--yes', '--store', 'memory')).code).toBe(3);
    const foreign = await ms('add-service', 'orders', '--yes');
    expect([foreign.code, foreign.stderr.includes('services/orders/')]).toEqual([3, true]);
  });

  test.each([
    [['add-service', '../x', '--yes'], 2, 'lower-case letters'],
    [['add-service', 'postgres', '--yes'], 2, 'part of every system'],
    [['add-service'], 2, '<name>'],
    [['add-service', 'search'], 2, '--store'],
    [['add-client', 'ordrs', 'payment'], 2, 'Did you mean orders?'],
    [['add-client', 'orders', 'orders'], 2, 'no client of itself'],
    [['add-client', 'orders', 'gateway'], 3, 'has no contract'],
    [['add-client', 'orders'], 2, '<to>'],
    [['add-client', 'orders', 'inventory', '--api', 'grpc'], 3, 'inventory serves no gRPC'],
    [['add-client', 'orders', 'tax'], 3, 'tax has no routes: it serves gRPC only'],
    [['add-client', 'orders', 'tax', '--api', 'soap'], 2, 'soap'],
    [['add-service', 'x-y', '--yes', '--api', 'grpc', '--expose'], 2, '--expose'],
    [['add-saga', 'x', '--in', 'orders'], 2, '--steps'],
    [['add-saga', 'x', '--in', 'ordrs', '--steps', 'a-b'], 2, 'Did you mean orders?'],
    [['add-saga', 'x', '--in', 'orders', '--steps', 'a-b@invetory'], 2, 'Did you mean inventory?'],
    [['add-saga', 'x', '--in', 'orders', '--steps', 'a-b!, c-d'], 2, 'must be the last step'],
    [['add-saga', 'x', '--in', 'orders', '--steps', 'a-b@orders'], 2, 'without @orders'],
    [['add-saga', 'x', '--in', 'orders', '--steps', 'inventory@inventory'], 2, 'a service has that name'],
    [['add-saga', 'x', '--in', 'orders', '--steps', 'a-b@gateway'], 3, 'gateway has no contract'],
    [['add-saga', 'x', '--in', 'gateway', '--steps', 'a-b'], 3, 'gateway has no contract'],
    [['add-saga', 'X y', '--in', 'orders', '--steps', 'a-b'], 2, 'lower-case letters'],
    [['add-flag', 'x'], 2, '--in'],
    [['add-flag', 'x', '--in', 'ordrs'], 2, 'Did you mean orders?'],
    [['add-flag', 'X y', '--in', 'orders'], 2, 'lower-case letters'],
    [['add-flag', 'x', '--in', 'orders', '--default', "a'b"], 2, 'a number or a word'],
    [['add-flag', 'x', '--in', 'orders', '--expires', '2027-02-30'], 2, 'a day such as'],
    [['add-flag', 'x', '--in', 'orders', '--expires', '2020-01-01'], 2, 'is over'],
    [['add-flag', 'x', '--in', 'orders', '--owner', "'"], 2, 'letters, digits'],
    [['add-flag', 'x', '--in', 'gateway'], 3, 'hands no parts to routes'],
    [['add-flag', 'page-size', '--in', 'billing'], 3, 'its default is 20'],
    [['add-aggregate', 'box', '--in', 'orders'], 2, '--events'],
    [['add-aggregate', 'box', '--in', 'ordrs', '--events', 'packed'], 2, 'Did you mean orders?'],
    [['add-aggregate', 'Box', '--in', 'orders', '--events', 'packed'], 2, 'lower-case letters'],
    [['add-aggregate', 'box', '--in', 'orders', '--events', 'packed,packed'], 2, 'two events are called packed'],
    [['add-aggregate', 'box', '--in', 'orders', '--events', 'packed,box'], 2, 'the aggregate has that name'],
    [['add-aggregate', 'box', '--in', 'gateway', '--events', 'packed'], 3, 'gateway has no contract'],
    [['add-aggregate', 'order', '--in', 'orders', '--events', 'placed'], 3, 'this command did not make it'],
    [['add-aggregate', 'parcel', '--in', 'orders', '--events', 'packed, lost'], 3, 'without the event lost'],
    [['add-projection', 'board', '--in', 'orders'], 2, '--from'],
    [['add-projection', 'board', '--in', 'ordrs', '--from', 'orders.x'], 2, 'Did you mean orders?'],
    [['add-projection', 'Board', '--in', 'orders', '--from', 'orders.x'], 2, 'lower-case letters'],
    [['add-projection', 'board', '--in', 'inventory', '--from', 'ordrs.order-placed'], 2, 'Did you mean orders?'],
    [['add-projection', 'board', '--in', 'inventory', '--from', 'shipped'], 2, '"shipped" is no event'],
    [['add-projection', 'board', '--in', 'inventory', '--from', 'orders.shiped'], 2, 'Did you mean orders.shipped.v'],
    [['add-projection', 'board', '--in', 'inventory', '--from', 'payment.charged'], 2, 'ms add-event payment charged'],
    [['add-projection', 'board', '--in', 'inventory', '--from', 'orders.order.confirmed,,'], 2, 'an empty name'],
    [['add-projection', 'board', '--in', 'payment', '--from', 'orders.order.confirmed, orders.order.confirmed.v1'], 2, 'given twice'],
    [['add-projection', 'board', '--in', 'inventory', '--from', 'orders'], 3, 'never from another one\'s database'],
    [['add-projection', 'board', '--in', 'inventory', '--from', 'orders.customer_order'], 3, 'customer_order of orders is no event'],
    [['add-projection', 'board', '--in', 'inventory', '--from', 'gateway.opened'], 3, 'gateway has no contract'],
    [['add-projection', 'board', '--in', 'gateway', '--from', 'orders.order.confirmed'], 3, 'gateway has no contract'],
    [['add-projection', 'board', '--in', 'inventory', '--from', 'orders.order.confirmed'], 3, 'inventory consumes order.confirmed.v1 already'],
    [['add-projection', 'parcel', '--in', 'orders', '--from', 'orders.parcel-packed'], 3, 'this command did not make it'],
    [['add-projection', 'parcel-packed', '--in', 'orders', '--from', 'orders.parcel-packed'], 2, 'an event that it is made from has that name'],
    [['add-event', 'orders', 'parcel-packed', '--to', 'inventory'], 3, 'for a projection already'],
    [['add-event', 'orders'], 2, '<event>'],
    [['add-event', 'ordrs', 'paid'], 2, 'Did you mean orders?'],
    [['add-event', 'orders', '../paid'], 2, 'lower-case letters'],
    [['add-event', 'orders', 'paid', '--to', 'invetory'], 2, 'Did you mean inventory?'],
    [['add-event', 'orders', 'paid', '--to', 'inventory,orders'], 2, 'would hear its own event'],
    [['add-event', 'orders', 'paid', '--version', 'two'], 2, 'whole number'],
    [['add-event', 'orders', 'paid', '--version', '3'], 3, 'ms add-event orders paid --version 2'],
    [['add-event', 'orders', 'paid', '--to', 'gateway'], 3, 'gateway neither publishes nor consumes'],
    [['add-event', 'gateway', 'paid'], 3, 'has no contract'],
    [['add-event', 'billing', 'created'], 3, 'this command did not make it'],
    [['add-event', 'orders', 'shipped', '--version', '2', '--to', 'inventory'], 3, 'inventory consumes orders.shipped.v1 already'],
  ] as const)('%j is exit %i and says why', async (args, code, told) => {
    const before = treeOf(shop);
    const ran = await ms(...args);
    expect([ran.code, ran.stderr.includes(told), ran.stderr]).toEqual([code, true, ran.stderr]);
    expect(treeOf(shop)).toEqual(before);
  });

  test('an anchor that is gone is said, and nothing is half done', async () => {
    const routes = join(shop, 'services/gateway/src/routes.ts');
    const text = readFileSync(routes, 'utf8');
    writeFileSync(routes, 'export const paths = [];\n');
    const before = treeOf(shop);
    const { code, stderr } = await ms('add-service', 'search', '--yes');
    expect([code, stderr.includes('routes.ts has no list')]).toEqual([3, true]);
    expect(treeOf(shop)).toEqual(before);
    writeFileSync(routes, text);
  });

  test('outside of a system they are refused', async () => {
    expect([(await runMs(['add-service', 'a', '--yes'], { cwd })).code, (await runMs(['add-client', 'a', 'b'], { cwd })).code]).toEqual([3, 3]);
  });
});
