import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Channel, type ChannelModel } from 'amqplib';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { startBroker, type Broker } from '../../src/dev/amqp/broker.ts';
import { replayLetters } from '../../src/operate/dead-letters/settle.ts';
import { quick, runMs } from '../support/run-ms.ts';
import { describeWithServer } from '../support/servers.ts';

interface Shown { readonly letters: readonly { readonly id: string; readonly reason: string; readonly attempts: number; readonly deaths: readonly { readonly reason: string }[] }[] }

const suite = (broker: () => string): void => {
  let connection: ChannelModel;
  let channel: Channel;
  let main: string;
  let dead: string;

  beforeAll(async () => { connection = await connect(broker()); });
  afterAll(async () => { await connection.close(); });

  beforeEach(async () => {
    main = `orders.test-${randomUUID().slice(0, 8)}.happened.v1`;
    dead = `${main}.dead`;
    channel = await connection.createChannel();
    await channel.assertQueue(dead);
    await channel.assertQueue(main, { deadLetterExchange: '', deadLetterRoutingKey: dead });
    onTestFinished(async () => {
      for (const queue of [main, dead]) await channel.deleteQueue(queue);
      await channel.close();
    });
  });

  const ms = (...args: readonly string[]) => runMs(['dlq', ...args], { cwd: tmpdir(), env: { RABBITMQ_URL: broker() } });
  const shown = async (): Promise<Shown['letters']> => (JSON.parse((await ms('show', main, '--limit', '10000', '--json')).stdout) as Shown).letters;
  const ids = async (): Promise<readonly string[]> => (await shown()).map(({ id }) => id);

  /** Dead letters as the chassis writes them. */
  const bury = async (count: number): Promise<readonly string[]> => {
    const publishing = await connection.createConfirmChannel();
    const made = Array.from({ length: count }, () => randomUUID());
    for (const [index, id] of made.entries()) {
      publishing.sendToQueue(dead, Buffer.from(JSON.stringify({ index })), {
        persistent: true, messageId: id, type: 'test.happened.v1', contentType: 'application/json',
        headers: { cloudEvents_id: id, cloudEvents_source: 'payment', cloudEvents_type: 'test.happened.v1', cloudEvents_time: '2026-01-02T03:04:05.000Z', cloudEvents_partitionkey: 'p1', traceparent: '00-a', 'x-attempt': 4, 'x-dead-reason': 'failed 4 times: no stock' },
      });
    }
    await publishing.waitForConfirms();
    await publishing.close();
    return made;
  };

  const taken = async (queue: string): Promise<readonly { readonly id: string; readonly headers: Readonly<Record<string, unknown>>; readonly text: string }[]> => {
    const all = [];
    for (let message = await channel.get(queue, { noAck: true }); message !== false; message = await channel.get(queue, { noAck: true })) {
      all.push({ id: String(message.properties.messageId), headers: message.properties.headers ?? {}, text: message.content.toString() });
    }
    return all;
  };

  test('show tells what it is and why it is there, as often as one looks, and takes nothing away', async () => {
    const made = await bury(3);
    const letters = made.map((id, index) => ({ id, type: 'test.happened.v1', source: 'payment', time: '2026-01-02T03:04:05.000Z', key: 'p1', reason: 'failed 4 times: no stock', attempts: 4, data: { index } }));
    expect(await shown()).toMatchObject(letters);
    expect(await shown()).toMatchObject(letters);
    const { stdout } = await ms('show', dead, '--limit', '1');
    expect([stdout.includes(made[0] ?? ''), stdout.includes('failed 4 times: no stock (attempts: 4)'), stdout.includes(made[1] ?? '')]).toEqual([true, true, false]);
  });

  test('a letter that the broker put there shows the broker\'s own account', async () => {
    channel.sendToQueue(main, Buffer.from('\u001b[2Jno json'), { messageId: 'by-the-broker' });
    for (let message = await channel.get(main); ; message = await channel.get(main)) {
      if (message === false) continue;
      channel.reject(message, false);
      break;
    }
    expect(await shown()).toMatchObject([{ id: 'by-the-broker', reason: `rejected from ${main}`, deaths: [{ reason: 'rejected', queue: main, count: 1 }], data: '\u001b[2Jno json' }]);
    expect((await ms('show', main)).stdout).not.toContain('\u001b');
  });

  test('replay gives one back to its own queue as if it were new, and leaves the others in their order', async () => {
    const [first = '', second = '', third = ''] = await bury(3);
    expect(await ms('replay', main, second)).toMatchObject({ code: 0, stdout: `1 letter given back to ${main}.\n` });
    expect(await ids()).toEqual([first, third]);
    const [message] = await taken(main);
    expect(message).toMatchObject({ id: second, text: '{"index":1}', headers: { cloudEvents_id: second, cloudEvents_partitionkey: 'p1', traceparent: '00-a' } });
    expect(Object.keys(message?.headers ?? {}).filter((name) => name.startsWith('x-'))).toEqual([]);
  });

  test('replay --all ends, also when the service fails again at once', async () => {
    const made = await bury(20);
    let failed = 0;
    const consumer = await channel.consume(main, (message) => {
      failed += 1;
      if (message !== null) channel.reject(message, false);
    });
    expect((await ms('replay', main, '--all')).stdout).toBe(`20 letters given back to ${main}.\n`);
    await expect.poll(() => failed, { timeout: 20_000 }).toBe(20);
    await channel.cancel(consumer.consumerTag);
    await expect.poll(ids, { timeout: 20_000 }).toEqual(made);
  });

  test('a crash before the confirmation leaves the letter where it was', async () => {
    const made = await bury(2);
    const crashing = await connect(broker());
    const sent = new Promise<void>((resolve) => {
      const open = crashing.createConfirmChannel.bind(crashing);
      // The letter leaves this process and nothing more comes of it.
      crashing.createConfirmChannel = async () => Object.assign(await open(), { publish: () => { resolve(); return true; } });
    });
    void replayLetters(crashing, { queue: dead, ids: 'all' });
    await sent;
    // What was written before the crash has arrived: a round trip comes behind it.
    await (await crashing.createChannel()).checkQueue(dead);
    await crashing.close();
    expect(await ids()).toEqual(made);
  });

  test('a queue that is gone gets nothing, and nothing is lost', async () => {
    const made = await bury(2);
    await channel.deleteQueue(main);
    expect(await ms('replay', main, '--all')).toMatchObject({ code: 3, stderr: expect.stringContaining(`no queue "${main}"`) as string });
    expect(await ids()).toEqual(made);
  });

  test('drop wants to be meant, and drops what is named', async () => {
    const [first = '', second = ''] = await bury(2);
    expect(await ms('drop', main, '--all')).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') as string });
    expect(await ms('drop', main, second, 'nobody', '--yes', '--json')).toMatchObject({ code: 1, stdout: expect.stringContaining('"nobody"') as string });
    expect(await ids()).toEqual([first]);
    expect(await ms('drop', main, '--all', '--yes')).toMatchObject({ code: 0, stdout: '1 letter dropped.\n' });
    expect([await ids(), await taken(main)]).toEqual([[], []]);
  });

  test.each([
    [['show'], 2, 'wants the name of a queue'],
    [['replay', 'x'], 2, '--all of them'],
    [['replay', 'x', 'id', '--all'], 2, '--all of them'],
    [['show', 'nowhere.at.all.v1'], 3, 'no queue "nowhere.at.all.v1.dead"'],
    [['show', 'x', '--limit', 'all'], 2, 'is no count'],
    [['bury', 'x'], 2, 'list, show, replay, drop'],
  ] as const)('%j is exit %i', async (args, code, says) => {
    expect(await ms(...args)).toMatchObject({ code, stderr: expect.stringContaining(says) as string });
  });
};

describe('on the broker of ms dev', () => {
  let broker: Broker;
  beforeAll(async () => { broker = await startBroker(); });
  afterAll(() => broker.close());
  suite(() => broker.url);

  test('list reads from the code which queues there are', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'ms-dlq-'));
    onTestFinished(() => { rmSync(cwd, { recursive: true }); });
    await runMs(['create', 'my-shop', '--preset', 'shop', ...quick], { cwd });
    const queue = 'inventory.order.confirmed.v1.dead';
    const connection = await connect(broker.url);
    const channel = await connection.createConfirmChannel();
    await channel.assertQueue(queue);
    await channel.assertQueue('nobody.order.rejected.v1.dead');
    const time = new Date(Date.now() - 2 * 3_600_000).toISOString();
    channel.sendToQueue(queue, Buffer.from('{}'), { headers: { cloudEvents_time: time } });
    await channel.waitForConfirms();
    await connection.close();
    const list = (...args: readonly string[]) => runMs(['dlq', 'list', ...args], { cwd: join(cwd, 'my-shop'), env: { RABBITMQ_URL: broker.url } });
    expect((await list()).stdout).toContain(`${queue}      1  oldest 2 h`);
    expect(JSON.parse((await list('--json')).stdout)).toEqual({ queues: [{ queue, letters: 1, oldest: time }] });
  });
});

describeWithServer('RABBITMQ_URL', 'on RabbitMQ', (url) => { suite(() => url); });

test('without a broker it says where one is looked for', async () => {
  const { code, stderr } = await runMs(['dlq', 'show', 'x'], { cwd: tmpdir(), env: { RABBITMQ_URL: '' } });
  expect([code, stderr.includes('RABBITMQ_URL is not set')]).toEqual([3, true]);
  expect(await runMs(['dlq', 'show', 'x'], { cwd: tmpdir(), env: { RABBITMQ_URL: 'amqp://guest:secret@127.0.0.1:1' } })).toMatchObject({ code: 1, stderr: expect.stringMatching(/^(?!.*secret)[^]*can not be reached/) as string });
});
