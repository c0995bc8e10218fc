import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { newContract, useBroker } from './broker.fixture.ts';

describeWithServer('RABBITMQ_URL', 'time of an event handler, against a real RabbitMQ', (url) => {
  const { dropQueues, start, take } = useBroker(url);
  const timeoutMs = 100;

  it('is over after timeoutMs, for the event and for the handler', async () => {
    const { type, contract } = newContract();
    dropQueues('consumer', type);
    const given = Promise.withResolvers<AbortSignal>();
    await start('consumer', { setup: (bus) => bus.subscribe(contract, type, ({ signal }) => { given.resolve(signal); return new Promise(() => {}); }, { timeoutMs, attempts: 1 }) });
    const { bus } = await start('stock');
    await bus.publish(contract, type, { sku: 'a' });
    expect((await take(`consumer.${type}.dead`)).properties.headers?.['x-dead-reason']).toMatch(/failed 1 times/);
    expect((await given.promise).aborted).toBe(true);
  });

  it('ends with the handler: nothing is aborted later, and no timer waits for it', async () => {
    const { type, contract } = newContract();
    dropQueues('consumer', type);
    const given = Promise.withResolvers<AbortSignal>();
    await start('consumer', { setup: (bus) => bus.subscribe(contract, type, ({ signal }) => { given.resolve(signal); }, { timeoutMs }) });
    const { bus } = await start('stock');
    await bus.publish(contract, type, { sku: 'a' });
    const signal = await given.promise;
    await sleep(2 * timeoutMs);
    expect(signal.aborted).toBe(false);
  });
});
