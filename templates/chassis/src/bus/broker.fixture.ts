import { randomUUID } from 'node:crypto';
import { connect, type ChannelModel, type GetMessage } from 'amqplib';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { z } from 'zod';
import type { ServiceContract } from '../contract/contract.ts';
import { eventually } from '../testing/eventually.fixture.ts';
import { testBusService } from '../testing/test-service.fixture.ts';
import { connectBus, type Bus } from './bus.ts';

/** An event type of its own for each test: the broker is shared with others. */
export const newContract = () => {
  const type = `stock-${randomUUID()}.moved.v1` as const;
  return { type, contract: { name: 'stock', version: '1.0.0', routes: {}, events: { [type]: { data: z.object({ sku: z.string() }) } } } satisfies ServiceContract };
};

/** Services on a real broker, and a view of its queues from outside. To be called in a suite. */
export const useBroker = (url: string) => {
  const closers: (() => unknown)[] = [];
  let connection: ChannelModel;
  beforeAll(async () => { connection = await connect(url); });
  afterEach(async () => { for (const close of closers.splice(0).reverse()) await close(); });
  afterAll(async () => { await connection.close(); });

  const start = async (name: string, options: { readonly url?: string; readonly setup?: (bus: Bus) => Promise<void> } = {}) => {
    const service = testBusService({ RABBITMQ_URL: options.url ?? url, SHUTDOWN_GRACE_MS: '1000' }, name);
    const bus = connectBus(service);
    await options.setup?.(bus);
    await service.start();
    closers.push(service.close);
    return { service, bus };
  };
  /** After the test. */
  const dropQueues = (service: string, type: string, delays: readonly number[] = [1_000, 5_000, 25_000]): void => {
    const main = `${service}.${type}`;
    closers.push(async () => {
      const channel = await connection.createChannel();
      for (const queue of [main, `${main}.dead`, ...delays.map((delay) => `${main}.retry.${delay}`)]) await channel.deleteQueue(queue);
      await channel.close();
    });
  };
  /** Waits for a message in a queue and takes it out. */
  const take = async (queue: string): Promise<GetMessage> => {
    const channel = await connection.createChannel();
    const message = await eventually(async () => channel.get(queue, { noAck: true }));
    await channel.close();
    return message;
  };
  return { closers, admin: () => connection, start, dropQueues, take };
};
