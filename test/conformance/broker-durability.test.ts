import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ConfirmChannel } from 'amqplib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startBroker } from '../../src/dev/amqp/broker.ts';
import type { Broker } from '../../src/dev/amqp/broker.ts';
import { encodeRecord } from '../../src/dev/amqp/journal/record.ts';
import { startBrokerProcess } from './broker/broker-process.ts';
import { open, present, text } from './broker/session.ts';

const newDirectory = async (): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'broker-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
};

/** Starts a broker on `directory`, lets `work` use it, and stops it. */
const withBroker = async <T>(directory: string, work: (channel: ConfirmChannel, broker: Broker) => Promise<T>): Promise<T> => {
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

const drain = async (channel: ConfirmChannel, queue: string): Promise<string[]> => {
  const bodies: string[] = [];
  for (let message = await channel.get(queue); message !== false; message = await channel.get(queue)) {
    bodies.push(text(message));
    channel.ack(message);
  }
  return bodies;
};

const publish = async (channel: ConfirmChannel, queue: string, bodies: readonly string[]): Promise<void> => {
  for (const body of bodies) channel.sendToQueue(queue, Buffer.from(body), { persistent: true });
  await channel.waitForConfirms();
};

describe('a restart', () => {
  test('keeps what is durable and persistent, in order, and nothing else', async () => {
    const directory = await newDirectory();
    await withBroker(directory, async (channel) => {
      await channel.assertExchange('events', 'topic');
      await channel.assertQueue('orders', { messageTtl: 60_000, deadLetterExchange: 'events' });
      await channel.assertQueue('fleeting', { durable: false });
      await channel.bindQueue('orders', 'events', 'order.#', { note: 'kept' });
      await channel.bindQueue('orders', 'events', 'old.#');
      await channel.unbindQueue('orders', 'events', 'old.#');
      for (const [index, persistent] of [true, false, true].entries()) channel.publish('events', 'order.created', Buffer.from(String(index)), { persistent, headers: { index } });
      await channel.waitForConfirms();
      channel.ack(present(await channel.get('orders')));
    });
    await withBroker(directory, async (channel, broker) => {
      expect(broker.queues()).toEqual([{ name: 'orders', durable: true, ready: 1, unacknowledged: 0, consumers: 0 }]);
      await channel.assertQueue('orders', { messageTtl: 60_000, deadLetterExchange: 'events' });
      const message = present(await channel.get('orders', { noAck: true }));
      expect([text(message), message.properties.headers, message.fields.redelivered]).toEqual(['2', { index: 2 }, true]);
      channel.publish('events', 'old.key', Buffer.from('a'));
      channel.publish('events', 'order.created', Buffer.from('b'));
      await channel.waitForConfirms();
      expect(await drain(channel, 'orders')).toEqual(['b']);
    });
  });

  test('forgets what was purged or deleted', async () => {
    const directory = await newDirectory();
    await withBroker(directory, async (channel) => {
      for (const queue of ['purged', 'deleted']) {
        await channel.assertQueue(queue);
        await publish(channel, queue, ['a', 'b']);
      }
      await channel.purgeQueue('purged');
      await channel.deleteQueue('deleted');
    });
    await withBroker(directory, async (_, broker) => { expect(broker.queues()).toMatchObject([{ name: 'purged', ready: 0 }]); });
  });

  test('gives a queue or an exchange of an old name no old bindings', async () => {
    const directory = await newDirectory();
    await withBroker(directory, async (channel) => {
      for (const remove of [() => channel.deleteQueue('q'), () => channel.deleteExchange('x')]) {
        await channel.assertExchange('x', 'fanout');
        await channel.assertQueue('q');
        await channel.bindQueue('q', 'x', '');
        await remove();
      }
      await channel.assertExchange('x', 'fanout');
      await channel.assertQueue('q');
    });
    await withBroker(directory, async (channel) => {
      channel.publish('x', '', Buffer.from('a'));
      await channel.waitForConfirms();
      expect(await drain(channel, 'q')).toEqual([]);
    });
  });

  test('dead-letters what expired meanwhile', async () => {
    const directory = await newDirectory();
    await withBroker(directory, async (channel) => {
      await channel.assertQueue('dead');
      await channel.assertQueue('short', { messageTtl: 300, deadLetterExchange: '', deadLetterRoutingKey: 'dead' });
      await publish(channel, 'short', ['a']);
    });
    await delay(300);
    await withBroker(directory, async (channel) => { expect(await drain(channel, 'dead')).toEqual(['a']); });
  });

  test('compacts: a journal of settled messages becomes small', async () => {
    const directory = await newDirectory();
    await withBroker(directory, async (channel) => {
      await channel.assertQueue('busy');
      await publish(channel, 'busy', Array.from({ length: 500 }, () => 'x'.repeat(1000)));
      await drain(channel, 'busy');
    });
    const before = (await readFile(join(directory, 'journal'))).length;
    await withBroker(directory, () => Promise.resolve());
    const after = (await readFile(join(directory, 'journal'))).length;
    expect([before > 500_000, after < 1000]).toEqual([true, true]);
  });
});

describe('a damaged journal', () => {
  /** A journal with the messages 0 to 9, and where each of its records ends. */
  const journalOf10 = async (): Promise<Buffer> => {
    const directory = await newDirectory();
    await withBroker(directory, async (channel) => {
      await channel.assertQueue('q');
      await publish(channel, 'q', Array.from({ length: 10 }, (_, index) => String(index)));
    });
    return readFile(join(directory, 'journal'));
  };

  const startOn = async (journal: Buffer): Promise<{ readonly bodies: string[]; readonly again: string[] }> => {
    const directory = await newDirectory();
    await writeFile(join(directory, 'journal'), journal);
    const bodies = await withBroker(directory, async (channel) => {
      const found = await drain(channel, 'q');
      await publish(channel, 'q', ['new']);
      return found;
    });
    return { bodies, again: await withBroker(directory, (channel) => drain(channel, 'q')) };
  };

  const first9 = Array.from({ length: 9 }, (_, index) => String(index));

  test.each([1, 2, 7, 20, 60])('cut %i bytes short, it loses the last record only and goes on', async (cut) => {
    const journal = await journalOf10();
    expect(await startOn(journal.subarray(0, journal.length - cut))).toEqual({ bodies: first9, again: ['new'] });
  });

  test('a changed byte in the last record is noticed', async () => {
    const journal = await journalOf10();
    journal.writeUInt8(journal.readUInt8(journal.length - 1) ^ 1, journal.length - 1);
    expect(await startOn(journal)).toEqual({ bodies: first9, again: ['new'] });
  });

  test('garbage and zeros after the last record are dropped', async () => {
    const journal = await journalOf10();
    for (const rest of [Buffer.alloc(3), Buffer.alloc(5000), Buffer.from('garbage that is no record')]) {
      expect((await startOn(Buffer.concat([journal, rest]))).bodies).toEqual([...first9, '9']);
    }
  });
});

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

describe('what cannot be used is refused with a reason', () => {
  test('a port in use', async () => {
    const broker = await startBroker();
    onTestFinished(() => broker.close());
    await expect(startBroker({ port: broker.port })).rejects.toMatchObject({ name: 'UserError', message: expect.stringContaining(`127.0.0.1:${broker.port}`) });
  });

  test('a journal of another version', async () => {
    const directory = await newDirectory();
    await writeFile(join(directory, 'journal'), encodeRecord({ kind: 'format', version: 2 }));
    await expect(startBroker({ directory })).rejects.toMatchObject({ name: 'UserError', message: expect.stringContaining('format 2') });
  });
});
