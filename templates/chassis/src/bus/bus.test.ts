import { randomUUID } from 'node:crypto';
import { connect, type ChannelModel, type GetMessage } from 'amqplib';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { ServiceContract } from '../contract/contract.ts';
import { requestContext, runInRequestContext } from '../http/request-context.ts';
import { eventually } from '../testing/eventually.fixture.ts';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { createTcpProxy } from '../testing/tcp-proxy.fixture.ts';
import { testBusService } from '../testing/test-service.fixture.ts';
import { BrokerUnavailable } from './broker-unavailable.ts';
import { connectBus, type Bus } from './bus.ts';

/** Queues and event types of their own for each test: the broker is shared with others. */
const newContract = () => {
  const type = `stock-${randomUUID()}.moved.v1` as const;
  return { type, contract: { name: 'stock', version: '1.0.0', routes: {}, events: { [type]: { data: z.object({ sku: z.string() }) } } } satisfies ServiceContract };
};

const closers: (() => unknown)[] = [];
afterEach(async () => { for (const close of closers.splice(0).reverse()) await close(); });

describeWithServer('RABBITMQ_URL', 'event bus, against a real RabbitMQ', (url) => {
  let admin: ChannelModel;
  beforeAll(async () => { admin = await connect(url); });
  afterAll(async () => { await admin.close(); });

  const start = async (name: string, options: { readonly url?: string; readonly setup?: (bus: Bus) => Promise<void> } = {}) => {
    const service = testBusService({ RABBITMQ_URL: options.url ?? url, SHUTDOWN_GRACE_MS: '1000' }, name);
    const bus = connectBus(service);
    await options.setup?.(bus);
    await service.start();
    closers.push(service.close);
    return { service, bus };
  };
  const dropQueues = (service: string, type: string, delays: readonly number[] = [1_000, 5_000, 25_000]): void => {
    const main = `${service}.${type}`;
    closers.push(async () => {
      const channel = await admin.createChannel();
      for (const queue of [main, `${main}.dead`, ...delays.map((delay) => `${main}.retry.${delay}`)]) await channel.deleteQueue(queue);
      await channel.close();
    });
  };
  const take = async (queue: string): Promise<GetMessage> => {
    const channel = await admin.createChannel();
    const message = await eventually(async () => channel.get(queue, { noAck: true }));
    await channel.close();
    return message;
  };

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
      context: { requestId: 'r-1', traceId: expect.stringMatching(/^[0-9a-f]{32}$/) },
    });
  });

  it('writes the binary mode of CloudEvents, persistently', async () => {
    const { type, contract } = newContract();
    dropQueues('raw', type);
    const channel = await admin.createChannel();
    await channel.assertExchange('events', 'topic', { durable: true });
    await channel.assertQueue(`raw.${type}`);
    await channel.bindQueue(`raw.${type}`, 'events', type);
    await channel.close();
    const { bus } = await start('stock');
    await bus.publish(contract, type, { sku: 'a' });
    const { content, properties } = await take(`raw.${type}`);
    expect(JSON.parse(content.toString())).toEqual({ sku: 'a' });
    expect(properties).toMatchObject({ deliveryMode: 2, contentType: 'application/json', type });
    expect(properties.headers).toMatchObject({ cloudEvents_specversion: '1.0', cloudEvents_source: 'stock', cloudEvents_type: type, cloudEvents_datacontenttype: 'application/json', traceparent: expect.any(String) });
  });

  it('resolves only for what the broker confirms', async () => {
    const { type, contract } = newContract();
    dropQueues('full', type);
    const { bus } = await start('stock');
    const channel = await admin.createChannel();
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
    const channel = await admin.createChannel();
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
    const channel = await admin.createChannel();
    channel.publish('events', type, Buffer.from(text));
    expect((await take(`consumer.${type}.dead`)).properties.headers?.['x-dead-reason']).toMatch(reason);
    expect(calls).toBe(0);
    await channel.close();
  });

  it('loses no event when the consumer dies before the acknowledgement', async () => {
    const { type, contract } = newContract();
    dropQueues('consumer', type);
    const proxy = await createTcpProxy(url);
    closers.push(proxy.close);
    const first = Promise.withResolvers<void>();
    await start('consumer', { url: proxy.url, setup: (bus) => bus.subscribe(contract, type, () => { first.resolve(); return new Promise(() => {}); }) });
    const { bus } = await start('stock');
    await bus.publish(contract, type, { sku: 'a' });
    await first.promise;
    proxy.down();
    const second = Promise.withResolvers<string>();
    await start('consumer', { setup: (other) => other.subscribe(contract, type, ({ data }) => { second.resolve(data.sku); }) });
    expect(await second.promise).toBe('a');
  });

  it('connects and consumes again after the connection is cut', async () => {
    const { type, contract } = newContract();
    dropQueues('consumer', type);
    const proxy = await createTcpProxy(url);
    closers.push(proxy.close);
    const seen: string[] = [];
    const { service, bus } = await start('consumer', { url: proxy.url, setup: (own) => own.subscribe(contract, type, ({ data }) => { seen.push(data.sku); }) });
    await bus.publish(contract, type, { sku: 'before' });
    await eventually(() => seen.includes('before'));
    proxy.cut();
    await eventually(() => bus.publish(contract, type, { sku: 'after' }).then(() => true, () => false));
    await eventually(() => seen.includes('after'));
    expect(await ready(service.app)).toMatchObject({ checks: { broker: { status: 'ok' } } });
  });

  it('rejects at once while the broker is away, and is not ready', async () => {
    const { type, contract } = newContract();
    const proxy = await createTcpProxy(url);
    closers.push(proxy.close);
    const { service, bus } = await start('stock', { url: proxy.url });
    proxy.down();
    await eventually(async () => (await bus.publish(contract, type, { sku: 'a' }).then(() => undefined, (error: unknown) => error)) instanceof BrokerUnavailable);
    expect(await ready(service.app)).toMatchObject({ status: 'not ready', checks: { broker: { status: 'failed' } } });
    await expect(bus.publish(contract, type, { sku: 'a' })).rejects.toThrow(/the broker is away/);
  });

  it('comes up without a broker, and connects when it appears', async () => {
    const { type, contract } = newContract();
    const proxy = await createTcpProxy(url);
    closers.push(proxy.close);
    proxy.down();
    const starting = start('stock', { url: proxy.url });
    proxy.up();
    const { bus } = await starting;
    await expect(bus.publish(contract, type, { sku: 'a' })).resolves.toBeUndefined();
  });

  it('mends itself when its queue is deleted', async () => {
    const { type, contract } = newContract();
    dropQueues('consumer', type);
    const seen: string[] = [];
    const { bus } = await start('consumer', { setup: (own) => own.subscribe(contract, type, ({ data }) => { seen.push(data.sku); }) });
    const channel = await admin.createChannel();
    await channel.deleteQueue(`consumer.${type}`);
    await channel.close();
    await eventually(async () => { await bus.publish(contract, type, { sku: 'a' }).catch(() => {}); return seen.length > 0; });
    expect(seen).toContain('a');
  });

  it('at shutdown waits for the handler in hand and takes nothing new', async () => {
    const { type, contract } = newContract();
    dropQueues('consumer', type);
    const begun = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    let done = 0;
    const { service } = await start('consumer', {
      setup: (own) => own.subscribe(contract, type, async () => { begun.resolve(); await finish.promise; done += 1; }, { prefetch: 1 }),
    });
    const { bus } = await start('stock');
    await bus.publish(contract, type, { sku: 'a' });
    await bus.publish(contract, type, { sku: 'b' });
    await begun.promise;
    const closing = service.close();
    finish.resolve();
    await closing;
    expect(done).toBe(1);
    expect(JSON.parse((await take(`consumer.${type}`)).content.toString())).toEqual({ sku: 'b' });
  });

  it('refuses data that does not fit the contract, and events that the contract does not have', async () => {
    const { type, contract } = newContract();
    const { bus } = await start('stock');
    await expect(bus.publish(contract, type, { sku: 1 } as never)).rejects.toBeInstanceOf(z.ZodError);
    await expect(bus.subscribe(contract, 'other.v1' as never, () => {})).rejects.toThrow(/stock has no event other\.v1/);
  });
});

const ready = async (app: ReturnType<typeof testBusService>['app']): Promise<unknown> => (await app.inject('/health/ready')).json();
