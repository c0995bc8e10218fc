import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { eventually } from '../testing/eventually.fixture.ts';
import { describeWithPostgresAndRabbit } from '../testing/real-servers.fixture.ts';
import { createTcpProxy } from '../testing/tcp-proxy.fixture.ts';
import { messageTablesIn } from './message-tables.ts';
import { newSales, useMessages } from './messages.fixture.ts';
import { relayBatch } from './relay.ts';

describeWithPostgresAndRabbit('events of one key, against a real Postgres', (servers) => {
  const { start, dropAfter, closers } = useMessages(servers);

  it('come in their order, from several instances to several instances, whatever fails', async () => {
    const { type, contract } = newSales();
    dropAfter('watcher', type, []);
    const seen: string[] = [];
    let failures = 5;
    for (let instance = 0; instance < 2; instance += 1) {
      await start({ name: 'watcher', setup: ({ inbox }) => inbox.subscribe(contract, type, async ({ data }) => {
        await sleep(Math.random() * 5);
        if (failures > 0 && Math.random() < 0.3) {
          failures -= 1;
          throw new Error('not now');
        }
        seen.push(data.sku);
      }, { ordered: true, retryDelaysMs: [10], attempts: 20 }) });
    }
    const instances = [await start(), await start()];
    for (let number = 0; number < 40; number += 1) {
      const { db, outbox } = instances[number % 2] ?? (() => { throw new Error('no instance'); })();
      for (const key of ['a', 'b', 'c']) await db.transaction().execute((trx) => outbox.within(trx).publish(contract, type, { sku: `${key}${number}` }, { key }));
    }
    await eventually(() => seen.length >= 120, 15_000);
    for (const key of ['a', 'b', 'c']) expect(seen.filter((sku) => sku.startsWith(key))).toEqual(Array.from({ length: 40 }, (_, number) => `${key}${number}`));
  });

  it('are published in the order of their commits', async () => {
    const { type, contract } = newSales();
    dropAfter('watcher', type, []);
    const seen: string[] = [];
    await start({ name: 'watcher', setup: ({ inbox }) => inbox.subscribe(contract, type, async ({ data }) => { seen.push(data.sku); }, { ordered: true }) });
    const { db, outbox } = await start();
    const writing = Promise.withResolvers<void>();
    const first = db.transaction().execute(async (trx) => {
      await outbox.within(trx).publish(contract, type, { sku: 'first' }, { key: 'k' });
      writing.resolve();
      await sleep(200);
    });
    await writing.promise;
    await db.transaction().execute((trx) => outbox.within(trx).publish(contract, type, { sku: 'second' }, { key: 'k' }));
    await first;
    await eventually(() => seen.length === 2);
    expect(seen).toEqual(['first', 'second']);
  });

  it('do not go out past one that another instance has under way', async () => {
    const { type, contract } = newSales();
    const proxy = await createTcpProxy(servers.broker);
    closers.push(proxy.close);
    const { db, outbox, service } = await start({ broker: proxy.url });
    // Its own relay must leave these events alone.
    proxy.down();
    await eventually(async () => /bus_connected\{[^}]*\} 0/.test(await service.metrics.expose()));
    for (const [sku, key] of [['first', 'k'], ['second', 'k'], ['other', 'l']] as const) await db.transaction().execute((trx) => outbox.within(trx).publish(contract, type, { sku }, { key }));
    const [confirmed, taken] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const relay = (send: (sku: string) => Promise<void>) =>
      relayBatch({ db: messageTablesIn(db), transport: { connected: () => true, consume: async () => {}, send: async ({ content }) => send(String(content)) } });
    const slow = relay(async () => { taken.resolve(); await confirmed.promise; });
    await taken.promise;
    const sent: string[] = [];
    expect(await relay(async (content) => { sent.push(content); })).toEqual({ sent: 0, more: false });
    confirmed.resolve();
    expect(await slow).toEqual({ sent: 2, more: true });
    expect(await relay(async (content) => { sent.push(content); })).toEqual({ sent: 1, more: false });
    expect(sent).toEqual(['{"sku":"second"}']);
  });

  it('do not wait for those of another key', async () => {
    const { type, contract } = newSales();
    dropAfter('watcher', type, []);
    const seen: string[] = [];
    await start({ name: 'watcher', setup: ({ inbox }) => inbox.subscribe(contract, type, async ({ data }) => {
      if (data.sku === 'fails') throw new Error('never');
      seen.push(data.sku);
    }, { ordered: true, attempts: 3, retryDelaysMs: [400] }) });
    const { db, outbox } = await start();
    const publish = (sku: string, key: string) => db.transaction().execute((trx) => outbox.within(trx).publish(contract, type, { sku }, { key }));
    await publish('fails', 'a');
    await publish('behind', 'a');
    await publish('beside', 'b');
    await eventually(() => seen.length === 2);
    expect(seen).toEqual(['beside', 'behind']);
  });
});
