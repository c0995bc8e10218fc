import { randomUUID } from 'node:crypto';
import { connect, type Options } from 'amqplib';
import { busConfig, connectBus, createService, loadConfig, serviceConfig } from '@sample-system/chassis';
import type { ServiceContract } from '@sample-system/chassis/contract';
import { z } from 'zod';
import { order } from './order.ts';

const events = 20_000;
const underWay = 100;

/** The order of the other benchmarks as an event. */
const Order = z.object({
  id: z.string(),
  customer: z.uuid(),
  status: z.string(),
  total: z.int(),
  currency: z.string(),
  items: z.array(z.object({ sku: z.string(), quantity: z.int(), price: z.int() })),
});

const ordersContract = { name: 'bench', version: '1.0.0', routes: {}, events: { 'bench.order.placed.v1': { summary: 'Somebody ordered', data: Order } } } as const satisfies ServiceContract;
const orderPlaced = 'bench.order.placed.v1';

/** As many publishers as may be under way, each waiting for its confirmation; until all events have been taken and acknowledged. */
const throughput = async (publish: (number: number) => Promise<void>, onTaken: (taken: () => void) => void): Promise<number> => {
  const all = Promise.withResolvers<void>();
  let taken = 0;
  onTaken(() => {
    taken += 1;
    if (taken === events) all.resolve();
  });
  let next = 0;
  const publisher = async (): Promise<void> => { while (next < events) await publish(next++); };
  const start = performance.now();
  await Promise.all(Array.from({ length: underWay }, publisher));
  await all.promise;
  return events / ((performance.now() - start) / 1_000);
};

/** What the chassis tells about each event: the attributes of a CloudEvent and the trace. */
export const envelope = (): Options.Publish => ({
  messageId: randomUUID(),
  type: orderPlaced,
  headers: {
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', cloudEvents_specversion: '1.0',
    cloudEvents_id: randomUUID(), cloudEvents_source: 'bench-bus', cloudEvents_type: orderPlaced, cloudEvents_time: new Date().toISOString(),
  },
});

/** What is done without a chassis: JSON, persistent messages, confirmations, acknowledgements; with or without headers that say what the message is. */
export const bareBroker = async (url: string, prefetch: number, properties: () => Options.Publish = () => ({})) => {
  const connection = await connect(url, { noDelay: true });
  const [publishing, consuming] = [await connection.createConfirmChannel(), await connection.createChannel()];
  const exchange = `bench.bare.${randomUUID()}`;
  const queue = exchange;
  let taken = (): void => {};
  await publishing.assertExchange(exchange, 'topic', { durable: true });
  await consuming.assertQueue(queue, { durable: true });
  await consuming.bindQueue(queue, exchange, 'order.placed.v1');
  await consuming.prefetch(prefetch);
  await consuming.consume(queue, (message) => {
    if (message === null) return;
    JSON.parse(message.content.toString());
    consuming.ack(message);
    taken();
  });
  const publish = (number: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const content = Buffer.from(JSON.stringify(order(String(number))));
      publishing.publish(exchange, 'order.placed.v1', content, { persistent: true, contentType: 'application/json', ...properties() }, (error: unknown) => { if (error === null) resolve(); else reject(new Error('not confirmed', { cause: error })); });
    });
  const close = async (): Promise<void> => {
    await publishing.deleteExchange(exchange);
    await publishing.deleteQueue(queue);
    await connection.close();
  };
  return { round: () => throughput(publish, (own) => { taken = own; }), close };
};

/** With validation on both sides, CloudEvents, trace, metrics and dead letters. */
export const busOnTheChassis = async (url: string, prefetch: number) => {
  const service = createService({ name: 'bench-bus', contract: ordersContract, config: loadConfig({ ...serviceConfig, ...busConfig }, { LOG_LEVEL: 'warn', RABBITMQ_URL: url }) });
  const bus = connectBus(service);
  let taken = (): void => {};
  await bus.subscribe(ordersContract, orderPlaced, () => { taken(); }, { prefetch });
  await service.start();
  const close = async (): Promise<void> => {
    await service.close();
    await dropQueues(url, `bench-bus.${orderPlaced}`);
  };
  return { round: () => throughput((number) => bus.publish(ordersContract, orderPlaced, order(String(number))), (own) => { taken = own; }), close };
};

/** Durable queues outlive their service: the next run would find what this one left. */
export const dropQueues = async (url: string, queue: string): Promise<void> => {
  const connection = await connect(url);
  const channel = await connection.createChannel();
  for (const name of [queue, `${queue}.dead`, ...[1_000, 5_000, 25_000].map((delay) => `${queue}.retry.${delay}`)]) await channel.deleteQueue(name);
  await connection.close();
};
