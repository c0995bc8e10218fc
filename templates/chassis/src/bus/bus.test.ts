import { expect, it } from 'vitest';
import { z } from 'zod';
import { requestContext, runInRequestContext } from '../http/request-context.ts';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { eventually } from '../testing/eventually.fixture.ts';
import { newContract, useBroker } from './broker.fixture.ts';

describeWithServer('RABBITMQ_URL', 'event bus, against a real RabbitMQ', (url) => {
  const { admin, dropQueues, start, take } = useBroker(url);

  it('takes an event to a handler, with CloudEvents attributes, the request id and the trace', async () => {
    const { type, contract } = newContract();
    dropQueues('consumer', type);
    const seen = Promise.withResolvers<unknown>();
    await start('consumer', { setup: (bus) => bus.subscribe(contract, type, (event) => { seen.resolve({ event, context: requestContext() }); }) });
    const { bus } = await start('stock');
    const context = { requestId: 'r-1', traceId: '', deadline: Date.now() + 1_000, identity: {} };
    await runInRequestContext(context, () => bus.publish(contract, type, { sku: 'a' }, { id: 'e-1' }));
    expect(await seen.promise).toMatchObject({
      event: { id: 'e-1', source: 'stock', type, data: { sku: 'a' }, attempt: 1, time: expect.stringMatching(/^\d{4}-.*Z$/) },
      context: { requestId: 'r-1', traceId: expect.stringMatching(/^[0-9a-f]{32}$/), idempotencyKey: `stock/e-1/${type}` },
    });
  });

  it('writes the binary mode of CloudEvents, persistently', async () => {
    const { type, contract } = newContract();
    dropQueues('raw', type);
    const channel = await admin().createChannel();
    await channel.assertExchange('events', 'topic', { durable: true });
    await channel.assertQueue(`raw.${type}`);
    await channel.bindQueue(`raw.${type}`, 'events', type);
    await channel.close();
    const { bus } = await start('stock');
    await bus.publish(contract, type, { sku: 'a' });
    const { content, properties } = await take(`raw.${type}`);
    expect(JSON.parse(content.toString())).toEqual({ sku: 'a' });
    expect(properties).toMatchObject({ deliveryMode: 2, contentType: 'application/json', type });
    // The binding of CloudEvents has the content type for it.
    expect(properties.headers).not.toHaveProperty('cloudEvents_datacontenttype');
    expect(properties.headers).toMatchObject({ cloudEvents_specversion: '1.0', cloudEvents_source: 'stock', cloudEvents_type: type, traceparent: expect.any(String) });
  });

  it('resolves only for what the broker confirms', async () => {
    const { type, contract } = newContract();
    dropQueues('full', type);
    const { bus } = await start('stock');
    const channel = await admin().createChannel();
    await channel.assertQueue(`full.${type}`, { maxLength: 1, overflow: 'reject-publish' });
    await channel.bindQueue(`full.${type}`, 'events', type);
    await bus.publish(contract, type, { sku: 'fits' });
    await expect(bus.publish(contract, type, { sku: 'does not' })).rejects.toThrow(/has not confirmed/);
    await channel.close();
  });

  it('tries again with growing pauses, then acknowledges', async () => {
    const { type, contract } = newContract();
    dropQueues('consumer', type, [30, 60]);
    const attempts: number[] = [];
    const handler = ({ attempt }: { attempt: number }): void => {
      attempts.push(attempt);
      if (attempt < 3) throw new Error('not yet');
    };
    await start('consumer', { setup: (bus) => bus.subscribe(contract, type, handler, { attempts: 4, retryDelaysMs: [30, 60, 60] }) });
    const { bus } = await start('stock');
    await bus.publish(contract, type, { sku: 'a' });
    await eventually(() => attempts.length === 3);
    expect(attempts).toEqual([1, 2, 3]);
    const channel = await admin().createChannel();
    expect(await channel.checkQueue(`consumer.${type}.dead`)).toMatchObject({ messageCount: 0 });
    await channel.close();
  });

  it('gives up after the last attempt, and keeps the event with the reason', async () => {
    const { type, contract } = newContract();
    dropQueues('consumer', type, [20]);
    await start('consumer', { setup: (bus) => bus.subscribe(contract, type, () => { throw new Error('no such sku'); }, { attempts: 2, retryDelaysMs: [20] }) });
    const { bus } = await start('stock');
    await bus.publish(contract, type, { sku: 'a' });
    const { content, properties } = await take(`consumer.${type}.dead`);
    expect(JSON.parse(content.toString())).toEqual({ sku: 'a' });
    expect(properties.headers?.['x-dead-reason']).toBe('failed 2 times: no such sku');
  });

  it.each([['{"sku":1}', /sku/], ['{', /JSON/]])('dead-letters the invalid %s without asking the handler', async (text, reason) => {
    const { type, contract } = newContract();
    dropQueues('consumer', type);
    let calls = 0;
    await start('consumer', { setup: (bus) => bus.subscribe(contract, type, () => { calls += 1; }) });
    const channel = await admin().createChannel();
    channel.publish('events', type, Buffer.from(text));
    expect((await take(`consumer.${type}.dead`)).properties.headers?.['x-dead-reason']).toMatch(reason);
    expect(calls).toBe(0);
    await channel.close();
  });

  it('refuses data that does not fit the contract, and events that the contract does not have', async () => {
    const { type, contract } = newContract();
    const { bus } = await start('stock');
    await expect(bus.publish(contract, type, { sku: 1 } as never)).rejects.toBeInstanceOf(z.ZodError);
    await expect(bus.subscribe(contract, 'other.v1' as never, () => {})).rejects.toThrow(/stock has no event other\.v1/);
  });
});
