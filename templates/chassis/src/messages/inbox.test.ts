import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { newAttributes, toProperties } from '../bus/cloud-event.ts';
import { DeadLetter } from '../bus/dead-letter.ts';
import { eventually } from '../testing/eventually.fixture.ts';
import { describeWithPostgresAndRabbit } from '../testing/real-servers.fixture.ts';
import { createTcpProxy } from '../testing/tcp-proxy.fixture.ts';
import { messageTablesIn } from './message-tables.ts';
import { newSales, useMessages } from './messages.fixture.ts';

describeWithPostgresAndRabbit('inbox, against a real Postgres', (servers) => {
  const { start, dropAfter, admin, closers } = useMessages(servers);

  /** As a publisher would that sends twice, or loses its confirmation. */
  const send = async (type: string, { id = randomUUID(), times = 1, sku = 'a' } = {}): Promise<void> => {
    const channel = await admin().createConfirmChannel();
    for (let time = 0; time < times; time += 1) channel.publish('events', type, Buffer.from(JSON.stringify({ sku })), toProperties(newAttributes('elsewhere', type, { id }), {}));
    await channel.waitForConfirms();
    await channel.close();
  };
  const deadLetters = async (queue: string) => {
    const channel = await admin().createChannel();
    const message = await eventually(async () => channel.get(queue, { noAck: true }));
    await channel.close();
    return message;
  };

  it('does the effect of an event once, however often it comes and to however many instances', async () => {
    const { type, contract } = newSales();
    dropAfter('shop', type);
    const instance = () => start({ setup: ({ inbox }) => inbox.subscribe(contract, type, async ({ data }, trx) => { await trx.insertInto('sale').values({ sku: data.sku }).execute(); }) });
    const instances = [await instance(), await instance()] as const;
    const ids = Array.from({ length: 10 }, () => randomUUID());
    for (const id of ids) await send(type, { id, times: 3, sku: id });
    const repeats = async () => {
      const texts = await Promise.all(instances.map(({ service }) => service.metrics.expose()));
      return texts.map((text) => Number(/inbox_repeated_events_total\{[^}]*\} (\d+)/.exec(text)?.[1] ?? 0)).reduce((sum, count) => sum + count, 0);
    };
    await eventually(async () => (await repeats()) === 20);
    const sales = await instances[0].db.selectFrom('sale').select('sku').execute();
    expect(sales.map(({ sku }) => sku).toSorted()).toEqual(ids.toSorted());
  });

  it('takes the effect back when the handler fails, and does it when it works', async () => {
    const { type, contract } = newSales();
    dropAfter('shop', type, [20]);
    const attempts: number[] = [];
    const { db } = await start({ setup: ({ inbox }) => inbox.subscribe(contract, type, async ({ data, attempt }, trx) => {
      attempts.push(attempt);
      await trx.insertInto('sale').values({ sku: data.sku }).execute();
      if (attempt < 3) throw new Error('not yet');
    }, { retryDelaysMs: [20] }) });
    await send(type);
    await eventually(async () => (await db.selectFrom('sale').selectAll().execute()).length === 1);
    expect(attempts).toEqual([1, 2, 3]);
  });

  it('gives up a handler that does not end, with what it has written', async () => {
    const { type, contract } = newSales();
    dropAfter('shop', type, [20]);
    const { db } = await start({ setup: ({ inbox }) => inbox.subscribe(contract, type, async ({ data, attempt }, trx) => {
      await trx.insertInto('sale').values({ sku: `${data.sku}${attempt}` }).execute();
      if (attempt === 1) await new Promise(() => {});
    }, { timeoutMs: 200, retryDelaysMs: [20] }) });
    await send(type);
    await eventually(async () => (await db.selectFrom('sale').selectAll().execute()).length > 0);
    expect(await db.selectFrom('sale').select('sku').execute()).toEqual([{ sku: 'a2' }]);
  });

  it('sends to the dead letters at once what no other try can mend', async () => {
    const { type, contract } = newSales();
    dropAfter('shop', type);
    await start({ setup: ({ inbox }) => inbox.subscribe(contract, type, async () => { throw new DeadLetter('nobody knows this sku'); }) });
    await send(type);
    const { properties } = await deadLetters(`shop.${type}.dead`);
    expect(properties.headers?.['x-dead-reason']).toContain('nobody knows this sku');
  });

  it('sends to the dead letters what has no id, so no repetition could be told', async () => {
    const { type, contract } = newSales();
    dropAfter('shop', type);
    await start({ setup: ({ inbox }) => inbox.subscribe(contract, type, async () => {}) });
    const channel = await admin().createChannel();
    channel.publish('events', type, Buffer.from('{"sku":"a"}'), {});
    await channel.close();
    expect((await deadLetters(`shop.${type}.dead`)).properties.headers?.['x-dead-reason']).toContain('without an id');
  });

  it('sets aside an event that comes again and again without an end, as one does that takes its consumer down', async () => {
    const { type, contract } = newSales();
    dropAfter('shop', type);
    const proxy = await createTcpProxy(servers.broker);
    closers.push(proxy.close);
    const id = randomUUID();
    const inHand = Promise.withResolvers<void>();
    const { db } = await start({ broker: proxy.url, setup: ({ inbox }) => inbox.subscribe(contract, type, async () => {
      inHand.resolve();
      await new Promise(() => {});
    }, { timeoutMs: 1_000 }) });
    await send(type, { id });
    await inHand.promise;
    await messageTablesIn(db).insertInto('inbox_redelivery').values({ subscription: type, source: 'elsewhere', event_id: id, times: 10 }).execute();
    proxy.cut();
    expect((await deadLetters(`shop.${type}.dead`)).properties.headers?.['x-dead-reason']).toContain('delivered 11 times again');
  });
});
