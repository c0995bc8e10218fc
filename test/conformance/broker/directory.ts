import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfirmChannel } from 'amqplib';
import { onTestFinished } from 'vitest';
import { startBroker } from '../../../src/dev/amqp/broker.ts';
import type { Broker } from '../../../src/dev/amqp/broker.ts';
import { open, text } from './session.ts';

export const newDirectory = async (): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'broker-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
};

/** Starts a broker on `directory`, lets `work` use it, and stops it. */
export const withBroker = async <T>(directory: string, work: (channel: ConfirmChannel, broker: Broker) => Promise<T>): Promise<T> => {
  const broker = await startBroker({ directory });
  try {
    const connection = await open(broker.url);
    const channel = await connection.createConfirmChannel();
    const result = await work(channel, broker);
    await channel.close();
    await connection.close();
    return result;
  } finally {
    await broker.close();
  }
};

export const drain = async (channel: ConfirmChannel, queue: string): Promise<string[]> => {
  const bodies: string[] = [];
  for (let message = await channel.get(queue); message !== false; message = await channel.get(queue)) {
    bodies.push(text(message));
    channel.ack(message);
  }
  return bodies;
};

export const publish = async (channel: ConfirmChannel, queue: string, bodies: readonly string[]): Promise<void> => {
  for (const body of bodies) channel.sendToQueue(queue, Buffer.from(body), { persistent: true });
  await channel.waitForConfirms();
};
