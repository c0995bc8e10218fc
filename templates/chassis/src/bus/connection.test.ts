import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { eventually } from '../testing/eventually.fixture.ts';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { createTcpProxy } from '../testing/tcp-proxy.fixture.ts';
import type { testBusService } from '../testing/test-service.fixture.ts';
import { BrokerUnavailable } from './broker-unavailable.ts';
import { newContract, useBroker } from './broker.fixture.ts';

describeWithServer('RABBITMQ_URL', 'event bus in trouble, against a real RabbitMQ', (url) => {
  const { admin, closers, dropQueues, start, take } = useBroker(url);

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
    const channel = await admin().createChannel();
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
    expect(await Promise.race([closing, sleep(200, 'still waiting')])).toBe('still waiting');
    finish.resolve();
    await closing;
    expect(done).toBe(1);
    expect(JSON.parse((await take(`consumer.${type}`)).content.toString())).toEqual({ sku: 'b' });
  });
});

const ready = async (app: ReturnType<typeof testBusService>['app']): Promise<unknown> => (await app.inject('/health/ready')).json();
