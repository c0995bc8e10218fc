import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { useBroker } from '../bus/broker.fixture.ts';
import type { ServiceContract } from '../contract/contract.ts';
import { eventually } from '../testing/eventually.fixture.ts';
import { describeWithPostgresAndRabbit } from '../testing/real-servers.fixture.ts';
import { createTcpProxy } from '../testing/tcp-proxy.fixture.ts';
import { messageTablesIn } from './message-tables.ts';
import { newSales, useMessages } from './messages.fixture.ts';
import { outboxChannel } from './outbox.ts';

describeWithPostgresAndRabbit('outbox, against a real Postgres', (servers) => {
  const { start, closers, databaseUrl } = useMessages(servers);
  const broker = useBroker(servers.broker);

  /** Sees the events and has no database, so no relay that could have sent them. */
  const watched = async (type: string, contract: ServiceContract) => {
    const seen: string[] = [];
    broker.dropQueues('watcher', type);
    await broker.start('watcher', { setup: (bus) => bus.subscribe(contract, type, ({ data }) => { seen.push((data as { sku: string }).sku); }) });
    return seen;
  };

  it('publishes what was committed, and nothing of what was rolled back', async () => {
    const { type, contract } = newSales();
    const seen = await watched(type, contract);
    const { db, outbox } = await start();
    const sell = (sku: string, fails: boolean) => db.transaction().execute(async (trx) => {
      await trx.insertInto('sale').values({ sku }).execute();
      await outbox.within(trx).publish(contract, type, { sku });
      if (fails) throw new Error('out of stock');
    });
    await expect(sell('not', true)).rejects.toThrow('out of stock');
    await sell('sold', false);
    await eventually(() => seen.length === 1);
    expect(seen).toEqual(['sold']);
    expect(await db.selectFrom('sale').select('sku').execute()).toEqual([{ sku: 'sold' }]);
  });

  it('refuses data that breaks the contract, and what is too large, in the transaction', async () => {
    const { type, contract } = newSales();
    const { db, outbox } = await start();
    await expect(db.transaction().execute((trx) => outbox.within(trx).publish(contract, type, { sku: 1 } as never))).rejects.toThrow(z.ZodError);
    await expect(db.transaction().execute((trx) => outbox.within(trx).publish(contract, type, { sku: 'x'.repeat(300_000) }))).rejects.toMatchObject({ name: 'EventTooLarge', status: 413 });
  });

  it('keeps what the broker does not take, and sends it when the broker is back', async () => {
    const { type, contract } = newSales();
    const seen = await watched(type, contract);
    const proxy = await createTcpProxy(servers.broker);
    closers.push(proxy.close);
    const { db, outbox, service } = await start({ broker: proxy.url });
    proxy.down();
    await eventually(async () => /bus_connected\{[^}]*\} 0/.test(await service.metrics.expose()));
    for (const sku of ['a', 'b', 'c']) await db.transaction().execute((trx) => outbox.within(trx).publish(contract, type, { sku }));
    expect(await messageTablesIn(db).selectFrom('outbox').select('content').execute()).toHaveLength(3);
    proxy.up();
    await eventually(() => seen.length === 3, 15_000);
    await eventually(async () => (await messageTablesIn(db).selectFrom('outbox').select('position').execute()).length === 0);
  });

  it('is notified of the first events of many, and sees the others by itself', async () => {
    const { type, contract } = newSales();
    const seen = await watched(type, contract);
    const { db, outbox } = await start();
    const listener = new Client({ connectionString: databaseUrl() });
    closers.push(() => listener.end());
    let notified = 0;
    listener.on('notification', () => { notified += 1; });
    await listener.connect();
    await listener.query(`listen ${outboxChannel}`);
    const sell = (sku: string) => db.transaction().execute((trx) => outbox.within(trx).publish(contract, type, { sku }));
    for (let round = 0; round < 20; round += 1) await Promise.all(Array.from({ length: 10 }, (_, index) => sell(`${round}-${index}`)));
    await eventually(() => seen.length === 200);
    await listener.query('select 1');
    expect(notified).toBeGreaterThan(0);
    expect(notified).toBeLessThan(100);
  });

  it('has what is committed long after its publication', async () => {
    const { type, contract } = newSales();
    const seen = await watched(type, contract);
    const { db, outbox } = await start();
    const sell = (sku: string, thinkMs: number) => db.transaction().execute(async (trx) => {
      await outbox.within(trx).publish(contract, type, { sku });
      await sleep(thinkMs);
    });
    // So the relay is awake when the last one publishes, and asleep again when it commits.
    for (let round = 0; round < 10; round += 1) await sell('soon', 0);
    await sell('late', 500);
    await eventually(() => seen.length === 11);
    expect(seen.at(-1)).toBe('late');
  });

  it('is emptied by another instance when the one that wrote is gone', async () => {
    const { type, contract } = newSales();
    const proxy = await createTcpProxy(servers.broker);
    closers.push(proxy.close);
    const { db, outbox, service } = await start({ broker: proxy.url });
    proxy.down();
    await eventually(async () => /bus_connected\{[^}]*\} 0/.test(await service.metrics.expose()));
    await db.transaction().execute((trx) => outbox.within(trx).publish(contract, type, { sku: 'left' }));
    await service.close();
    const seen = await watched(type, contract);
    await start();
    await eventually(() => seen.length === 1);
    expect(seen).toEqual(['left']);
  });

  it('publishes the version that consumers still have beside the new one, as one event', async () => {
    const { type, contract: { events: { [type]: first } } } = newSales();
    const second = type.replace(/v1$/, 'v2');
    const contract = { name: 'shop', version: '1.1.0', routes: {}, events: { [type]: first ?? { data: z.never() }, [second]: { data: z.object({ item: z.string() }), replaces: { type, from: ({ item }: { item: string }) => ({ sku: item }) } } } } satisfies ServiceContract;
    const ids: string[] = [];
    for (const one of [type, second]) broker.dropQueues('watcher', one);
    await broker.start('watcher', { setup: async (bus) => { for (const one of [type, second]) await bus.subscribe(contract, one, ({ id, data }) => { ids.push(`${id} ${JSON.stringify(data)}`); }); } });
    const { db, outbox } = await start();
    await db.transaction().execute((trx) => outbox.within(trx).publish(contract, second, { item: 'a' }, { id: 'e-1' }));
    await eventually(() => ids.length === 2);
    expect(ids.toSorted()).toEqual(['e-1 {"item":"a"}', 'e-1 {"sku":"a"}']);
  });

  it('measures what waits', async () => {
    const { service } = await start();
    await eventually(async () => (await service.metrics.expose()).includes('outbox_oldest_event_seconds'));
    expect(await service.metrics.expose()).toMatch(/outbox_waiting_events\{[^}]*\} 0/);
  });
});
