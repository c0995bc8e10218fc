import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startBroker } from '../../src/dev/amqp/broker.ts';
import { encodeRecord } from '../../src/dev/amqp/journal/record.ts';
import { drain, newDirectory, publish, withBroker } from './broker/directory.ts';
import { present, text } from './broker/session.ts';

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
