import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const head = "import amqp from 'amqplib';\nimport { send } from 'mailer';\nconst channel = await (await amqp.connect(url)).createChannel();\n";

const settled = (code: string) => twoServices(code).events.filter(({ direction }) => direction === 'consume').map(({ ack, onFailure }) => [ack, onFailure]);

const consumer = (...lines: readonly string[]) => settled(`${head}await channel.assertQueue('mails');\nchannel.consume('mails', async (message) => {\n${lines.join('\n')}\n});`);

describe('RabbitMQ', () => {
  it.each([
    ['gives a failing message back', ['try {', 'await send(message);', 'channel.ack(message);', '} catch {', 'channel.nack(message);', '}'], ['manual', 'requeue']],
    ['gives a failing message back by a flag', ['try {', 'await send(message);', 'channel.ack(message);', '} catch {', 'channel.nack(message, false, true);', '}'], ['manual', 'requeue']],
    ['rejects a failing message', ['try {', 'await send(message);', 'channel.ack(message);', '} catch {', 'channel.reject(message, false);', '}'], ['manual', 'drop']],
    ['gives back as long as that helps', ['try {', 'await send(message);', 'channel.ack(message);', '} catch {', 'channel.nack(message, false, tries < 3);', '}'], ['manual', 'bounded-retry']],
    ['gives back some and rejects others', ['try {', 'await send(message);', 'channel.ack(message);', '} catch {', 'if (again) channel.nack(message); else channel.nack(message, false, false);', '}'], ['manual', 'bounded-retry']],
    ['tries again by hand and rejects the rest', ['try {', 'await send(message);', 'channel.ack(message);', '} catch {', "if (tries < 3) setTimeout(() => { channel.publish('', 'mails', message.content); channel.ack(message); }, 10);", 'else channel.nack(message, false, false);', '}'], ['manual', 'bounded-retry']],
    ['does not look after failures', ['await send(message);', 'channel.ack(message);'], ['manual', 'requeue']],
    ['acknowledges what failed', ['try {', 'await send(message);', '} catch (error) {', 'console.error(error);', '}', 'channel.ack(message);'], ['manual', 'drop']],
    ['acknowledges at the end whatever happened', ['try {', 'await send(message);', '} finally {', 'channel.ack(message);', '}'], ['manual', 'drop']],
    ['hands on what failed', ['try {', 'await send(message);', 'channel.ack(message);', '} catch {', "channel.sendToQueue('failed', message.content);", 'channel.ack(message);', '}'], ['manual', 'dead-letter']],
    ['acknowledges before the work', ['channel.ack(message);', 'await send(message);'], ['auto', null]],
    ['acknowledges what it cannot read, then works', ['if (!message.content) { channel.ack(message); return; }', 'await send(message);', 'channel.ack(message);'], ['manual', 'requeue']],
  ] as const)('%s', (_, lines, expected) => {
    expect(consumer(...lines)).toEqual([expected]);
  });

  it('keeps what is rejected in a dead-letter queue', () => {
    const work = "channel.consume('mails', async (message) => { try { await send(message); channel.ack(message); } catch { channel.nack(message, false, false); } });";
    expect(settled(`${head}await channel.assertQueue('mails', { arguments: { 'x-dead-letter-exchange': 'failed' } });\n${work}`)).toEqual([['manual', 'dead-letter']]);
    expect(settled(`${head}const queue = await channel.assertQueue('', { deadLetterExchange: 'failed' });\n${work.replace("'mails'", 'queue.queue')}`)).toEqual([['manual', 'dead-letter']]);
  });

  it('takes messages as done when they arrive, when it is told so', () => {
    expect(settled(`${head}channel.consume('mails', send, { noAck: true });`)).toEqual([['auto', null]]);
  });

  it('looks into the handler that a wrapper is given', () => {
    expect(settled(`${head}const listen = (queue, work) => channel.consume(queue, async (message) => {\n  try { await work(message); channel.ack(message); } catch { channel.nack(message); }\n});\nlisten('mails', async (message) => send(message));`)).toEqual([['manual', 'requeue']]);
  });

  it('does not know what a handler does that is not in the code', () => {
    expect(settled(`${head}import { handle } from 'elsewhere';\nchannel.consume('mails', handle);`)).toEqual([['manual', null]]);
  });
});

const nest = (options: string, work: string) => settled(`import { Controller } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, Transport } from '@nestjs/microservices';
import { send } from 'mailer';
@Controller()
export class Mails {
  @EventPattern('order.made') async made(data, context) { ${work} }
}
NestFactory.createMicroservice(Mails, { transport: Transport.RMQ, options: { queue: 'mails', ${options} } });`);

describe('other brokers', () => {
  it.each([
    ['Nest acknowledges as messages arrive', '', 'await send(data);', ['auto', null]],
    ['Nest that is told not to', 'noAck: false', 'await send(data); context.getChannelRef().ack(context.getMessage());', ['manual', 'requeue']],
    ['Nest with dead letters', "noAck: false, queueOptions: { arguments: { 'x-dead-letter-exchange': 'failed' } }", 'const channel = context.getChannelRef(); try { await send(data); channel.ack(context.getMessage()); } catch { channel.nack(context.getMessage(), false, false); }', ['manual', 'dead-letter']],
  ] as const)('%s', (_, options, work, expected) => {
    expect(nest(options, work)).toEqual([expected]);
  });

  it('golevelup requeues unless it is told otherwise', () => {
    const on = (options: string) => settled(`import { MessageHandlerErrorBehavior, RabbitSubscribe } from '@golevelup/nestjs-rabbitmq';\nexport class A {\n  @RabbitSubscribe({ exchange: 'shop', routingKey: 'a', queue: 'q', ${options} }) on() {}\n}`);
    expect([on(''), on('errorBehavior: MessageHandlerErrorBehavior.ACK'), on("errorBehavior: MessageHandlerErrorBehavior.NACK, queueOptions: { deadLetterExchange: 'failed' }"), on('errorHandler: handle')]).toEqual([[['manual', 'requeue']], [['manual', 'drop']], [['manual', 'dead-letter']], [['manual', null]]]);
  });

  it.each([
    ['by itself', '', 'await send(message);', [null, null]],
    ['by hand, after the work', 'autoCommit: false,', 'await send(message); await consumer.commitOffsets([{ topic }]);', ['manual', 'requeue']],
    ['by hand, whatever happened', 'autoCommit: false,', 'try { await send(message); } catch (error) { log(error); } await consumer.commitOffsets([{ topic }]);', ['manual', 'drop']],
    ['by hand, and what fails goes to a topic of its own', 'autoCommit: false,', "try { await send(message); } catch { await producer.send({ topic: 'mails.failed', messages: [message] }); } await consumer.commitOffsets([{ topic }]);", ['manual', 'dead-letter']],
    ['by hand, before the work', 'autoCommit: false,', 'await consumer.commitOffsets([{ topic }]); await send(message);', ['auto', null]],
  ] as const)('Kafka commits %s', (_, options, work, expected) => {
    const code = `import { Kafka } from 'kafkajs';\nimport { send } from 'mailer';\nconst kafka = new Kafka({});\nconst consumer = kafka.consumer({ groupId: 'a' });\nconst producer = kafka.producer();\nawait consumer.subscribe({ topic: 'mails' });\nawait consumer.run({ ${options} eachMessage: async ({ topic, message }) => { ${work} } });`;
    expect(settled(code)).toEqual([expected]);
  });

  it('Nest leaves offsets to its handlers where it is told to', () => {
    const on = (run: string) => settled(`import { NestFactory } from '@nestjs/core';\nimport { EventPattern, Transport } from '@nestjs/microservices';\nimport { send } from 'mailer';\nexport class Mails { @EventPattern('a') async a(data, context) { await send(data); await context.getConsumer().commitOffsets([{}]); } }\nNestFactory.createMicroservice(Mails, { transport: Transport.KAFKA, options: { client: {}, ${run} } });`);
    expect([on('run: { autoCommit: false }'), on('')]).toEqual([[['manual', 'requeue']], [[null, null]]]);
  });

  it('golevelup is told by its module for all', () => {
    const on = (module: string) => settled(`import { RabbitMQModule, RabbitSubscribe } from '@golevelup/nestjs-rabbitmq';\n${module}\nexport class A {\n  @RabbitSubscribe({ exchange: 'shop', routingKey: 'a', queue: 'q' }) on() {}\n}`);
    expect(on("RabbitMQModule.forRoot(RabbitMQModule, { uri, defaultSubscribeErrorBehavior: 'NACK' });")).toEqual([['manual', null]]);
    expect(on('RabbitMQModule.forRootAsync(RabbitMQModule, { useFactory: () => ({ uri }) });')).toEqual([['manual', 'requeue']]);
  });

  it.each([
    ['an interceptor of Nest', '@UseInterceptors(Settle)', 'tap({ next: () => channel.ack(message), error: () => channel.nack(message, false, false) })', ['manual', 'drop']],
    ['an interceptor that gives back', '@UseInterceptors(new Settle())', 'tap({ next: () => channel.ack(message), error: () => channel.nack(message) })', ['manual', 'requeue']],
  ] as const)('%s settles messages for a server of somebody else', (_, decorator, operator, expected) => {
    expect(settled(`import { Controller, UseInterceptors } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, Transport } from '@nestjs/microservices';
import { AmqpServer } from 'some-amqp-transport';
import { tap } from 'rxjs/operators';
import { send } from 'mailer';
class Settle { intercept(context, next) { const channel = context.getArgs()[1]; const message = context.getMessage(); return next.handle().pipe(${operator}); } }
${decorator}
@Controller()
export class Mails { @EventPattern('order.made') async made(data) { await send(data); } }
const app = await NestFactory.create(Mails);
app.connectMicroservice({ strategy: new AmqpServer({ queue: 'mails', noAck: false }) });`)).toEqual([expected]);
  });

  it('a server of somebody else that says nothing has its own way', () => {
    expect(settled("import { NestFactory } from '@nestjs/core';\nimport { EventPattern } from '@nestjs/microservices';\nimport { AmqpServer } from 'some-amqp-transport';\nexport class Mails { @EventPattern('a') a() {} }\nconst app = await NestFactory.create(Mails);\napp.connectMicroservice({ strategy: new AmqpServer({ queue: 'mails' }) });")).toEqual([[null, null]]);
  });

  it('NATS streaming that is acknowledged by hand redelivers without end', () => {
    const stan = "import nats from 'node-nats-streaming';\nconst stan = nats.connect('shop', 'a');\n";
    expect(settled(`${stan}const options = stan.subscriptionOptions().setManualAckMode(true).setDurableName('a');\nstan.subscribe('orders', 'group', options);`)).toEqual([['manual', 'requeue']]);
  });

  it('JetStream redelivers as often as it is told', () => {
    const stream = "import { connect } from 'nats';\nconst nc = await connect({});\n";
    expect(settled(`${stream}nc.jetstream().subscribe('orders', { config: { max_deliver: 5 } });`)).toEqual([['manual', 'bounded-retry']]);
  });

  it('brokers without acknowledgement have none, and Kafka commits by itself', () => {
    expect(settled("import Redis from 'ioredis';\nimport { Kafka } from 'kafkajs';\nnew Redis().subscribe('a');\nconst consumer = new Kafka({}).consumer({});\nawait consumer.subscribe({ topic: 'b' });")).toEqual([[null, null], [null, null]]);
  });
});
