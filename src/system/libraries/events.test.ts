import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const amqp = "import amqp from 'amqplib';\nconst connection = await amqp.connect(url);\nconst channel = await connection.createChannel();\n";

const cases: readonly (readonly [name: string, code: string, expected: readonly (readonly [direction: string, broker: string, channel: string | null])[]])[] = [
  ['amqplib, by key', `${amqp}channel.publish('shop', 'order.made', body);`, [['publish', 'rabbitmq', 'order.made']]],
  ['amqplib, to an exchange alone', `${amqp}channel.publish('orders', '', body);`, [['publish', 'rabbitmq', 'orders']]],
  ['amqplib, to a queue', `${amqp}channel.sendToQueue('mails', body);`, [['publish', 'rabbitmq', 'mails']]],
  ['amqplib, consuming a bound queue', `${amqp}const { queue } = await channel.assertQueue('');\nawait channel.bindQueue(queue, 'orders', '');\nawait channel.consume(queue, handle);`, [['consume', 'rabbitmq', 'orders']]],
  ['kafkajs', "import { Kafka } from 'kafkajs';\nconst kafka = new Kafka({});\nconst producer = kafka.producer();\nawait producer.send({ topic: 'orders', messages: [] });\nconst consumer = kafka.consumer({});\nawait consumer.subscribe({ topics: ['stock', 'mails'] });", [['publish', 'kafka', 'orders'], ['consume', 'kafka', 'stock'], ['consume', 'kafka', 'mails']]],
  ['Nest', "import { ClientKafka, EventPattern } from '@nestjs/microservices';\nimport { Controller } from '@nestjs/common';\n@Controller()\nexport class A {\n  constructor(private readonly bus: ClientKafka) {}\n  go() { this.bus.emit('orders', {}); }\n  @EventPattern('stock') on() {}\n}", [['publish', 'nest', 'orders'], ['consume', 'nest', 'stock']]],
  ['BullMQ', "import { Queue, Worker } from 'bullmq';\nconst mails = new Queue('mails');\nawait mails.add('send', {});\nnew Worker('mails', run);", [['publish', 'bullmq', 'mails'], ['consume', 'bullmq', 'mails']]],
  ['a channel that is computed', `${amqp}channel.sendToQueue(pick(), body);`, [['publish', 'rabbitmq', null]]],
];

describe('events', () => {
  it.each(cases)('%s', (_, code, expected) => {
    expect(twoServices(code).events.map(({ direction, broker, channel }) => [direction, broker, channel].join(' ')).toSorted()).toEqual(expected.map((event) => event.join(' ')).toSorted());
  });

  it('stands where the channel is named when a function of its own publishes', () => {
    const { events } = twoServices(`${amqp}const send = (name) => channel.sendToQueue(name, body);\nsend('a');\nsend('b');`);
    expect(events.map(({ channel, line }) => [channel, line])).toEqual([['a', 5], ['b', 6]]);
  });
});
