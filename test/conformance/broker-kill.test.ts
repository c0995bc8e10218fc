import { setTimeout as delay } from 'node:timers/promises';
import type { ConfirmChannel } from 'amqplib';
import { describe, expect, test } from 'vitest';
import { startBrokerProcess } from './broker/broker-process.ts';
import { drain, newDirectory, withBroker } from './broker/directory.ts';
import { open, text } from './broker/session.ts';

/** Publishes until the broker is gone; `confirmed` gets what it promised to keep. */
const publishUntilGone = async (channel: ConfirmChannel, round: number, confirmed: Set<string>): Promise<void> => {
  try {
    for (let index = 0; ; index += 1) {
      const body = `${round}.${index}`;
      channel.sendToQueue('q', Buffer.from(body), { persistent: true }, (error) => { if (error === null) confirmed.add(body); });
      if (index % 20 === 0) await delay(1);
    }
  } catch (error) {
    expect(error).toMatchObject({ name: 'IllegalOperationError' });
  }
};

/** Two of three deliveries are acknowledged. */
const consumeSome = async (channel: ConfirmChannel, seen: Set<string>): Promise<void> => {
  let deliveries = 0;
  await channel.consume('q', (message) => {
    deliveries += 1;
    if (message === null || deliveries % 3 === 0) return;
    seen.add(text(message));
    channel.ack(message);
  });
};

describe('kill -9', () => {
  test('loses no confirmed message, whenever it comes', async () => {
    const directory = await newDirectory();
    const confirmed = new Set<string>();
    const seen = new Set<string>();
    for (let round = 0; round < 6; round += 1) {
      const broker = await startBrokerProcess(directory);
      const connection = await open(broker.url);
      connection.on('error', () => undefined);
      const channel = await connection.createConfirmChannel();
      channel.on('error', () => undefined);
      await channel.assertQueue('q');
      await consumeSome(channel, seen);
      await Promise.all([publishUntilGone(channel, round, confirmed), delay(40 + Math.random() * 200).then(broker.kill)]);
    }
    for (const body of await withBroker(directory, (channel) => drain(channel, 'q'))) seen.add(body);
    expect(confirmed.size).toBeGreaterThan(100);
    expect([...confirmed].filter((body) => !seen.has(body))).toEqual([]);
  });

  test('on a full disk nothing is confirmed that is not stored', async () => {
    const directory = await newDirectory();
    const broker = await startBrokerProcess(directory, 64);
    const connection = await open(broker.url);
    const channel = await connection.createConfirmChannel();
    await channel.assertQueue('q');
    const outcomes: boolean[] = [];
    for (let index = 0; index < 100; index += 1) {
      await new Promise<void>((resolve) => {
        channel.sendToQueue('q', Buffer.alloc(2000, index), { persistent: true }, (error) => {
          outcomes.push(error === null);
          resolve();
        });
      });
    }
    await connection.close();
    await broker.kill();
    const stored = await withBroker(directory, (found) => drain(found, 'q'));
    const count = outcomes.indexOf(false);
    expect(count).toBeGreaterThan(0);
    expect([outcomes.slice(count).every((ok) => !ok), stored.length]).toEqual([true, count]);
  });
});
