import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const amqp = "import amqp from 'amqplib';\nconst connection = await amqp.connect(url);\nconst channel = await connection.createChannel();\n";

const nest = "import { Controller } from '@nestjs/common';\n";

type Expected = readonly (readonly [direction: string, broker: string, channel: string | null])[];

const chassis = "import { connectBus, fromContract, openMessages } from 'ms:chassis';\nimport type { Inbox, Outbox } from 'ms:chassis';\n";

const cases: readonly (readonly [name: string, code: string, expected: Expected])[] = [
  ['amqplib, by key', `${amqp}channel.publish('shop', 'order.made', body);`, [['publish', 'rabbitmq', 'order.made']]],
  ['amqplib, to an exchange alone', `${amqp}channel.publish('orders', '', body);`, [['publish', 'rabbitmq', 'orders']]],
  ['amqplib, to a queue', `${amqp}channel.sendToQueue('mails', body);`, [['publish', 'rabbitmq', 'mails']]],
  ['amqplib, consuming a bound queue', `${amqp}const { queue } = await channel.assertQueue('');\nawait channel.bindQueue(queue, 'orders', '');\nawait channel.consume(queue, handle);`, [['consume', 'rabbitmq', 'orders']]],
  ['amqplib, several queues each with its binding', `${amqp}const a = await channel.assertQueue('');\nconst b = await channel.assertQueue('');\nchannel.bindQueue(a.queue, 'x', 'one');\nchannel.bindQueue(b.queue, 'x', 'two');\nchannel.consume(b.queue, handle);\nchannel.consume(a.queue, handle);`, [['consume', 'rabbitmq', 'two'], ['consume', 'rabbitmq', 'one']]],
  ['amqplib with callbacks', "import amqp from 'amqplib/callback_api';\namqp.connect(url, (error, connection) => {\n  connection.createChannel((failed, channel) => {\n    channel.consume('mails', handle);\n  });\n});", [['consume', 'rabbitmq', 'mails']]],
  ['amqplib, a channel that is opened later', "import amqp from 'amqplib';\nlet channel;\nconst open = async () => { const connection = await amqp.connect(url); channel = await connection.createChannel(); };\nexport const tell = () => channel.sendToQueue('mails', body);", [['publish', 'rabbitmq', 'mails']]],
  ['amqplib, a channel that is taken out of what a helper gives, later', "import amqp from 'amqplib';\nconst open = async () => { const connection = await amqp.connect(url); const channel = await connection.createChannel(); return { connection, channel }; };\n(async () => {\n  let connection, channel;\n  try { ({ connection, channel } = await open()); } catch { process.exit(1); }\n  channel.sendToQueue('mails', body);\n})();", [['publish', 'rabbitmq', 'mails']]],
  ['amqplib, a channel that is kept in an object of settings', "import amqp from 'amqplib';\nconst config = { broker: { url: 'amqp://b', channel: null } };\nexport const open = async () => { const connection = await amqp.connect(config.broker.url); config.broker.channel = await connection.createChannel(); };\nexport const tell = () => { const channel = config.broker.channel; channel.sendToQueue('mails', body); };", [['publish', 'rabbitmq', 'mails']]],
  ['amqplib, channels that are kept by a computed name', "import amqp from 'amqplib';\nconst channels = {};\nexport const open = async (name) => { channels[name] = await (await amqp.connect(url)).createChannel(); };\nexport const tell = (name) => channels[name].sendToQueue('mails', body);", [['publish', 'rabbitmq', 'mails']]],
  ['amqplib, a channel that a static method opens', "import amqp, { Channel } from 'amqplib';\nexport default class Broker {\n  private static channel: Channel | null = null;\n  static async open() { const connection = await amqp.connect(url); this.channel = await connection.createChannel(); }\n  static tell() { this.channel.sendToQueue('mails', body); }\n}", [['publish', 'rabbitmq', 'mails']]],
  ['amqplib, a question and its answer are a call', `${amqp}const { queue } = await channel.assertQueue('', { exclusive: true });\nchannel.sendToQueue('asked', body, { replyTo: queue });\nchannel.consume(queue, resolve, { noAck: true });\nchannel.consume('told', (message) => { channel.sendToQueue(message.properties.replyTo, body); });`, [['consume', 'rabbitmq', 'told']]],
  ['amqp-connection-manager', "import { connect } from 'amqp-connection-manager';\nconst wrapper = connect([url]).createChannel({ setup: (channel) => channel.consume('mails', handle) });\nwrapper.publish('shop', 'order.made', body);", [['consume', 'rabbitmq', 'mails'], ['publish', 'rabbitmq', 'order.made']]],
  ['the chassis of a generated system', `${chassis}const bus = connectBus(service);\nawait bus.publish(contract, 'order.made.v1', body);\nconst { outbox, inbox } = openMessages(service, db);\nawait outbox.within(trx).publish(contract, 'order.paid.v1', body);\nawait inbox.subscribe(contract, 'bill.sent.v1', handle);\nexport const tell = (one: Outbox<Database>) => one.within(trx).publish(contract, 'order.lost.v1', body);\nexport const hear = (one: Inbox<Database>) => one.subscribe(contract, 'bill.lost.v1', handle);\nexport const sources = [fromContract(contract, 'bill.paid.v1', apply)];`, [['publish', 'rabbitmq', 'order.made.v1'], ['publish', 'rabbitmq', 'order.paid.v1'], ['consume', 'rabbitmq', 'bill.sent.v1'], ['publish', 'rabbitmq', 'order.lost.v1'], ['consume', 'rabbitmq', 'bill.lost.v1'], ['consume', 'rabbitmq', 'bill.paid.v1']]],
  ['kafkajs', "import { Kafka } from 'kafkajs';\nconst kafka = new Kafka({});\nconst producer = kafka.producer();\nawait producer.send({ topic: 'orders', messages: [] });\nawait producer.sendBatch({ topicMessages: [{ topic: 'bills', messages: [] }] });\nconst consumer = kafka.consumer({});\nawait consumer.subscribe({ topics: ['stock', 'mails'] });", [['publish', 'kafka', 'orders'], ['publish', 'kafka', 'bills'], ['consume', 'kafka', 'stock'], ['consume', 'kafka', 'mails']]],
  ['node-rdkafka', "import Kafka from 'node-rdkafka';\nconst producer = new Kafka.Producer({});\nproducer.produce('orders', null, body);\nconst consumer = new Kafka.KafkaConsumer({});\nconsumer.subscribe(['stock']);", [['publish', 'kafka', 'orders'], ['consume', 'kafka', 'stock']]],
  ['Nest', `${nest}import { ClientKafka, EventPattern } from '@nestjs/microservices';\n@Controller()\nexport class A {\n  constructor(private readonly bus: ClientKafka) {}\n  go() { this.bus.emit('orders', {}); }\n  @EventPattern('stock') on() {}\n}`, [['publish', 'kafka', 'orders'], ['consume', 'nest', 'stock']]],
  ['Nest, by its transport', `${nest}import { NestFactory } from '@nestjs/core';\nimport { ClientProxyFactory, EventPattern, Transport } from '@nestjs/microservices';\nconst bus = ClientProxyFactory.create({ transport: Transport.NATS });\nbus.emit({ cmd: 'made' }, {});\n@Controller()\nexport class A {\n  @EventPattern('stock') on() {}\n}\nNestFactory.createMicroservice(A, { transport: Transport.RMQ, options: { queue: 'q' } });`, [['publish', 'nats', '{"cmd":"made"}'], ['consume', 'rabbitmq', 'stock']]],
  ['golevelup', `${nest}import { AmqpConnection, RabbitSubscribe } from '@golevelup/nestjs-rabbitmq';\nexport class A {\n  constructor(private readonly amqp: AmqpConnection) {}\n  go() { this.amqp.publish('shop', 'order.made', {}); }\n  @RabbitSubscribe({ exchange: 'shop', routingKey: 'item.made', queue: 'q' }) on() {}\n}`, [['publish', 'rabbitmq', 'order.made'], ['consume', 'rabbitmq', 'item.made']]],
  ['rascal', "import { BrokerAsPromised } from 'rascal';\nconst broker = await BrokerAsPromised.create({});\nawait broker.publish('order_made', body);\nconst subscription = await broker.subscribe('bills');", [['publish', 'rabbitmq', 'order_made'], ['consume', 'rabbitmq', 'bills']]],
  ['nats', "import { connect } from 'nats';\nconst nc = await connect({});\nnc.publish('orders.made', body);\nnc.subscribe('stock.*');\nnc.jetstream().publish('orders.kept', body);", [['publish', 'nats', 'orders.made'], ['consume', 'nats', 'stock.*'], ['publish', 'nats', 'orders.kept']]],
  ['a pull consumer of a JetStream, by the subjects of its stream', "import { connect } from 'nats';\nconst nc = await connect({});\nconst jsm = await nc.jetstreamManager();\nawait jsm.streams.add({ name: 'ORDERS', subjects: ['order.made', 'order.paid'] });\nconst consumer = await nc.jetstream().consumers.get('ORDERS', 'billing');\nfor await (const m of await consumer.fetch({ max_messages: 9 })) m.ack();", [['consume', 'nats', 'order.made'], ['consume', 'nats', 'order.paid']]],
  ['a pull consumer that keeps to one subject', "import { connect } from 'nats';\nconst nc = await connect({});\nconst jsm = await nc.jetstreamManager();\nawait jsm.streams.add({ name: 'ORDERS', subjects: ['order.made', 'order.paid'] });\nawait jsm.consumers.add('ORDERS', { durable_name: 'billing', filter_subject: 'order.paid' });\nconst consumer = await nc.jetstream().consumers.get('ORDERS', 'billing');\nawait consumer.consume({ callback: (m) => m.ack() });", [['consume', 'nats', 'order.paid']]],
  ['a pull consumer of a stream that is made elsewhere', "import { connect } from 'nats';\nconst nc = await connect({});\nconst consumer = await nc.jetstream().consumers.get('ORDERS', 'billing');", [['consume', 'nats', null]]],
  ['SQS, by a name that is looked up', "import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';\nlet client = null;\nconst sqs = () => { if (client) return client; client = new SQSClient({}); return client; };\nconst urlOf = async (name) => { const { QueueUrl } = await sqs().send(new GetQueueUrlCommand({ QueueName: name })); return QueueUrl; };\nconst tell = async (queue, body) => sqs().send(new SendMessageCommand({ QueueUrl: await urlOf(queue), MessageBody: body }));\nawait tell('orders', body);", [['publish', 'sqs', 'orders']]],
  ['kafkajs, topics that one setting lists', "import { Kafka } from 'kafkajs';\nconst consumer = new Kafka({}).consumer({ groupId: 'a' });\nconst topics = (process.env.NOWHERE || 'made, paid').split(',');\nawait consumer.subscribe({ topics });", [['consume', 'kafka', 'made'], ['consume', 'kafka', 'paid']]],
  ['node-nats-streaming', "import nats from 'node-nats-streaming';\nconst stan = nats.connect('shop', 'a');\nstan.publish('orders', body);\nstan.subscribe('stock', 'group');", [['publish', 'nats', 'orders'], ['consume', 'nats', 'stock']]],
  ['redis', "import { createClient } from 'redis';\nconst client = createClient();\nawait client.publish('orders', body);\nconst heard = client.duplicate();\nawait heard.subscribe('stock', handle);\nawait client.xAdd('log', '*', {});\nawait client.xReadGroup('g', 'c', { key: 'log', id: '>' });", [['publish', 'redis', 'orders'], ['consume', 'redis', 'stock'], ['publish', 'redis', 'log'], ['consume', 'redis', 'log']]],
  ['ioredis', "import Redis from 'ioredis';\nconst redis = new Redis();\nredis.publish('orders', body);\nredis.psubscribe('stock.*', 'mail.*');\nredis.xreadgroup('GROUP', 'g', 'c', 'STREAMS', 'log', '>');", [['publish', 'redis', 'orders'], ['consume', 'redis', 'stock.*'], ['consume', 'redis', 'mail.*'], ['consume', 'redis', 'log']]],
  ['BullMQ', "import { Queue, Worker } from 'bullmq';\nconst mails = new Queue('mails');\nawait mails.add('send', {});\nnew Worker('mails', run);", [['publish', 'bullmq', 'mails'], ['consume', 'bullmq', 'mails']]],
  ['Bull', "import Queue from 'bull';\nconst mails = new Queue('mails', url);\nmails.add({});\nmails.process(run);", [['publish', 'bullmq', 'mails'], ['consume', 'bullmq', 'mails']]],
  ['Bull in Nest', "import { InjectQueue, Process, Processor } from '@nestjs/bull';\nimport { Queue } from 'bull';\nexport class A {\n  constructor(@InjectQueue('mails') private readonly mails: Queue) {}\n  go() { return this.mails.add('send', {}); }\n}\n@Processor('bills')\nexport class B {\n  @Process('print') print() {}\n}", [['publish', 'bullmq', 'mails'], ['consume', 'bullmq', 'bills']]],
  ['SQS and SNS', "import { SQSClient, SendMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';\nimport { SNSClient, PublishCommand } from '@aws-sdk/client-sns';\nconst sqs = new SQSClient({});\nawait sqs.send(new SendMessageCommand({ QueueUrl: 'mails', MessageBody: '' }));\nawait sqs.send(new ReceiveMessageCommand({ QueueUrl: 'bills' }));\nawait new SNSClient({}).send(new PublishCommand({ TopicArn: 'orders' }));", [['publish', 'sqs', 'mails'], ['consume', 'sqs', 'bills'], ['publish', 'sns', 'orders']]],
  ['the second version of the AWS SDK', "import AWS from 'aws-sdk';\nconst sqs = new AWS.SQS();\nsqs.sendMessage({ QueueUrl: 'mails' }).promise();\nnew AWS.SNS().publish({ TopicArn: 'orders' });", [['publish', 'sqs', 'mails'], ['publish', 'sns', 'orders']]],
  ['SNS, by what the message says it is', "import { SNSClient, PublishCommand, PublishCommandInput } from '@aws-sdk/client-sns';\nclass Publisher {\n  constructor(private readonly client: SNSClient, private readonly topic: string) {}\n  async publish(event) {\n    const message: PublishCommandInput = { TopicArn: this.topic, MessageAttributes: { event: { DataType: 'String', StringValue: event.type }, origin: { StringValue: 'a' } } };\n    await this.client.send(new PublishCommand(message));\n  }\n}\nconst publisher = new Publisher(new SNSClient({}), process.env.TOPIC);\nconst orderMade = (id) => ({ type: 'ORDER_MADE', payload: { id } });\nexport const place = async (id) => { await publisher.publish(orderMade(id)); await publisher.publish({ type: 'ORDER_PAID' }); };", [['publish', 'sns', 'ORDER_MADE'], ['publish', 'sns', 'ORDER_PAID']]],
  ['a topic that is known counts before what the message says', "import AWS from 'aws-sdk';\nnew AWS.SNS().publish({ TopicArn: 'orders', MessageAttributes: { eventType: { StringValue: 'made' } } });", [['publish', 'sns', 'orders']]],
  ['Pub/Sub and Service Bus, by what the message says it is', "import { PubSub } from '@google-cloud/pubsub';\nimport { ServiceBusClient } from '@azure/service-bus';\nnew PubSub().topic(process.env.TOPIC).publishMessage({ data, attributes: { eventType: 'made' } });\nconst sender = new ServiceBusClient(url).createSender(process.env.QUEUE);\nsender.sendMessages({ body, subject: 'paid' });\nsender.sendMessages({ body, applicationProperties: { event_type: 'sent' } });", [['publish', 'pubsub', 'made'], ['publish', 'servicebus', 'paid'], ['publish', 'servicebus', 'sent']]],
  ['EventBridge', "import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';\nawait new EventBridgeClient({}).send(new PutEventsCommand({ Entries: [{ DetailType: 'OrderMade', Source: 'shop' }] }));", [['publish', 'eventbridge', 'OrderMade']]],
  ['sqs-consumer', "import { Consumer } from 'sqs-consumer';\nconst app = Consumer.create({ queueUrl: 'mails', handleMessage: async (message) => {} });", [['consume', 'sqs', 'mails']]],
  ['Google Pub/Sub', "import { PubSub } from '@google-cloud/pubsub';\nconst pubsub = new PubSub();\npubsub.topic('orders').publishMessage({});\npubsub.subscription('stock').on('message', handle);\npubsub.subscription('stock').on('error', handle);", [['publish', 'pubsub', 'orders'], ['consume', 'pubsub', 'stock']]],
  ['Azure Service Bus', "import { ServiceBusClient } from '@azure/service-bus';\nconst client = new ServiceBusClient(url);\nconst sender = client.createSender('orders');\nawait sender.sendMessages({});\nclient.createReceiver('stock').subscribe({ processMessage: async () => {} });", [['publish', 'servicebus', 'orders'], ['consume', 'servicebus', 'stock']]],
  ['Azure Event Hubs', "import { EventHubProducerClient } from '@azure/event-hubs';\nconst producer = new EventHubProducerClient(url, 'orders');\nawait producer.sendBatch([]);", [['publish', 'eventhubs', 'orders']]],
  ['mqtt', "import mqtt from 'mqtt';\nconst client = mqtt.connect(url);\nclient.publish('lights/1', 'on');\nclient.subscribe(['doors/+', 'alarms']);", [['publish', 'mqtt', 'lights/1'], ['consume', 'mqtt', 'doors/+'], ['consume', 'mqtt', 'alarms']]],
  ['Zeebe', "import { ZBClient } from 'zeebe-node';\nconst zeebe = new ZBClient();\nzeebe.createWorker({ taskType: 'bill', taskHandler: (job) => job.complete() });\nzeebe.publishMessage({ name: 'paid', correlationKey: '1' });", [['consume', 'zeebe', 'bill'], ['publish', 'zeebe', 'paid']]],
  ['Moleculer', "export default {\n  name: 'orders',\n  events: { 'item.made': { handler() {} } },\n  actions: { place(ctx) { ctx.emit('order.made', {}); this.broker.broadcast('order.told', {}); } },\n};", [['consume', 'moleculer', 'item.made'], ['publish', 'moleculer', 'order.made'], ['publish', 'moleculer', 'order.told']]],
  ['Dapr', "import { DaprClient, DaprServer } from '@dapr/dapr';\nconst client = new DaprClient();\nawait client.pubsub.publish('pubsub', 'orders', {});\nconst server = new DaprServer();\nawait server.pubsub.subscribe('pubsub', 'stock', handle);", [['publish', 'dapr', 'orders'], ['consume', 'dapr', 'stock']]],
  ['a channel that is computed', `${amqp}channel.sendToQueue(pick(), body);`, [['publish', 'rabbitmq', null]]],
  ['a channel that the user of an abstract class names', `${nest}import { ClientProxy } from '@nestjs/microservices';\nabstract class Publisher { abstract publish(name: string, body: unknown): Promise<void>; }\nclass QueuePublisher extends Publisher {\n  constructor(private readonly client: ClientProxy) { super(); }\n  async publish(name: string, body: unknown) { this.client.emit(name, body); }\n}\nexport class Orders {\n  constructor(private readonly events: Publisher) {}\n  place() { return this.events.publish('order.made', {}); }\n}`, [['publish', 'nest', 'order.made']]],
  ['producers that are kept by a symbol', "import { Kafka } from 'kafkajs';\nconst PRODUCER = Symbol('producer');\nexport class Bus {\n  constructor() { this[PRODUCER] = new Kafka({}).producer(); }\n  tell() { return this[PRODUCER].send({ topic: 'order.made', messages: [] }); }\n}", [['publish', 'kafka', 'order.made']]],
  ['producers of which the name is put together', "import { Kafka } from 'kafkajs';\nexport class Bus {\n  constructor() { this.orderProducer = new Kafka({}).producer(); this.logger = make(); }\n  tell(kind) { return this[`${kind}Producer`].send({ topic: 'order.made', messages: [] }); }\n}", [['publish', 'kafka', 'order.made']]],
  ['producers that are made for a list of names', "import { Kafka } from 'kafkajs';\nconst kafka = new Kafka({});\nconst producers = Object.fromEntries(['orders', 'bills'].map((one) => [one, kafka.producer()]));\nproducers.orders.send({ topic: 'order.made', messages: [] });", [['publish', 'kafka', 'order.made']]],
  ['publishers of the team that are kept by kind', "import { Kafka } from 'kafkajs';\nclass Publisher { constructor(topic) { this.topic = topic; this.producer = new Kafka({}).producer(); }\n  publish(body) { return this.producer.send({ topic: this.topic, messages: [body] }); } }\nconst publishers = {};\npublishers['made'] = new Publisher('order.made');\npublishers.paid = new Publisher('order.paid');\nexport const tell = (kind, body) => publishers[kind].publish(body);", [['publish', 'kafka', 'order.made'], ['publish', 'kafka', 'order.paid']]],
  ['a publisher that a container binds in each arm of a branch', "import { Container, inject } from 'inversify';\nimport { Kafka } from 'kafkajs';\nclass InMemoryBus { publish(topic) { return topic; } }\nclass Loud { producer = new Kafka({}).producer(); publish(topic) { return this.producer.send({ topic, messages: [] }); } }\nconst Bus = Symbol.for('Bus');\nconst container = new Container();\nif (process.env.ALONE) { container.bind(Bus).to(InMemoryBus); } else { container.bind(Bus).to(Loud); }\nexport class Orders {\n  constructor(@inject(Bus) private readonly bus: Publisher) {}\n  place() { return this.bus.publish('order.made'); }\n}", [['publish', 'kafka', 'order.made']]],
  ['no broker', "import { EventEmitter2 } from 'eventemitter2';\nimport { Server } from 'socket.io';\nnew EventEmitter2().emit('a');\nnew Server().emit('b');", []],
];

/** Channel and line of every event. */
const places = (code: string, more = '') => twoServices(code, more).events.map(({ channel, line }) => [channel, line]);

describe('events', () => {
  it.each(cases)('%s', (_, code, expected) => {
    expect(twoServices(code).events.map(({ direction, broker, channel }) => [direction, broker, channel].join(' ')).toSorted()).toEqual(expected.map((event) => event.join(' ')).toSorted());
  });

  it('are handlers of messages, too, where another service emits what they follow and waits for no answer', () => {
    const answer = "-- stock/src/answer.ts --\nimport { Controller } from '@nestjs/common';\nimport { MessagePattern, Transport } from '@nestjs/microservices';\nimport { NestFactory } from '@nestjs/core';\n@Controller()\nexport class A {\n  @MessagePattern('item.made') on() {}\n  @MessagePattern('item.find') find() {}\n}\nNestFactory.createMicroservice(A, { transport: Transport.KAFKA, options: {} });\n";
    const { events } = twoServices("import { ClientKafka } from '@nestjs/microservices';\nclass B { constructor(private readonly bus: ClientKafka) {}\n  go() { this.bus.emit('item.made', {}); return this.bus.send('item.find', {}); } }", answer);
    expect(events.map(({ service, direction, channel }) => [service, direction, channel])).toEqual([['orders', 'publish', 'item.made'], ['stock', 'consume', 'item.made']]);
  });

  it('stand where the channel is named when a function of its own publishes', () => {
    expect(places(`${amqp}const send = (name) => channel.sendToQueue(name, body);\nsend('a');\nsend('b');`)).toEqual([['a', 5], ['b', 6]]);
  });

  it('stand where an object is told the channel', () => {
    expect(places(`${amqp}class Sender {\n  constructor(private readonly to: string) {}\n  send() { channel.sendToQueue(this.to, body); }\n}\nconst mails = new Sender('mails');\nmails.send();`)).toEqual([['mails', 8]]);
  });

  it('stand where a listener is made whose class names the channel', () => {
    expect(places(`${amqp}class Listener { listen() { channel.consume(this.queue, handle); } }\nclass Mails extends Listener { queue = 'mails'; }\nclass Bills extends Listener { queue = 'bills'; }\nnew Mails().listen();\nnew Bills().listen();`)).toEqual([['mails', 7], ['bills', 8]]);
  });

  it('stand at the class where a container makes the listener', () => {
    expect(places(`${amqp}class Listener { onModuleInit() { channel.consume(this.queue, handle); } }\nexport class Mails extends Listener { queue = 'mails'; }`)).toEqual([['mails', 5]]);
  });

  it('stand at the decorators of a team that wrap the one of a library', () => {
    const code = `import { RabbitRPC } from '@golevelup/nestjs-rabbitmq';
const answers = (exchange: string) => (options: { key: string }) => RabbitRPC({ exchange, routingKey: options.key });
export class Items {
  @answers('shop')({ key: 'item.find' }) find() { return 1; }
}`;
    const { events, handlers } = twoServices(code);
    expect(events).toMatchObject([{ direction: 'consume', channel: 'item.find', onFailure: 'requeue', line: 4 }]);
    expect(handlers.map(({ name }) => name)).toContain('consume item.find');
  });

  it.each(['class Explorer { reflector = new Reflector();', 'class Explorer { constructor(private readonly reflector: Reflector) {}'])('stand at decorators that keep as metadata what a listener asks for: %s', (explorer) => {
    const code = `${amqp}import { SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
const On = (options: { topic: string }) => SetMetadata('on', options);
const listen = (queue, handle) => channel.consume(queue, async (message) => { try { await handle(message); channel.ack(message); } catch { channel.nack(message, false, false); } });
${explorer}
  start(methods) { for (const method of methods) { const options = this.reflector.get('on', method); listen(options.topic, method); } } }
export class Mails {
  @On({ topic: 'mail.sent' }) sent() {}
  @On({ topic: 'mail.lost' }) lost() {}
}`;
    expect(twoServices(code).events.map(({ channel, line, onFailure }) => [channel, line, onFailure])).toEqual([['mail.sent', 11, 'drop'], ['mail.lost', 12, 'drop']]);
  });

  it('are none of a class that does not extend the base that looks for the decorators', () => {
    const code = `${amqp}import { SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
const On = (topic: string) => SetMetadata('on', topic);
abstract class Base { reflector = new Reflector();
  start(name: string) { channel.consume(this.reflector.get('on', this[name]), handle); } }
export class Mails extends Base { @On('mail.sent') sent() {} }
export class Bills { @On('bill.sent') sent() {} }`;
    expect(places(code)).toEqual([['mail.sent', 9]]);
  });

  it('are none of a helper that nothing leads to', () => {
    const helper = `-- orders/src/left-over.ts --\n${amqp}export const listen = (queue: string) => channel.consume(queue, handle);\n`;
    expect(twoServices('1;', helper).events).toEqual([]);
  });

  it('name a channel after the class of the message', () => {
    expect(places(`${amqp}import { snakeCase } from 'lodash';\nclass OrderMade {}\nconst tell = (message) => channel.publish(snakeCase(message.constructor.name), '', body);\ntell(new OrderMade());`)).toEqual([['order_made', 7]]);
  });

  it('are known by what a class says whose base is in a package that is not here', () => {
    const listener = "import { Listener, Publisher, Subjects } from '@shop/common';\nimport { Message } from 'node-nats-streaming';\nclass Made extends Listener {\n  subject = Subjects.OrderMade;\n  onMessage(data, message: Message) { message.ack(); }\n}\nnew Made(client).listen();\nclass Tell extends Publisher { subject = 'item.made'; }\nnew Tell(client).publish({});";
    expect(twoServices(listener).events.map(({ direction, broker, channel, onFailure, line }) => [direction, broker, channel, onFailure, line])).toEqual([['consume', 'nats', 'Subjects.OrderMade', 'requeue', 7], ['publish', 'unknown', 'item.made', null, 9]]);
  });

  it.each([
    ['a loop over a list', `for (const name of ['a', 'b']) channel.sendToQueue(name, body);`, [['a', 4], ['b', 4]]],
    ['forEach', '[\'a\', \'b\'].forEach((name) => channel.sendToQueue(`x.${name}`, body));', [['x.a', 4], ['x.b', 4]]],
    ['the values of an object', `const Names = { A: 'a', B: 'b' };\nfor (const name of Object.values(Names)) channel.sendToQueue(name, body);`, [['a', 5], ['b', 5]]],
    ['a list that the caller gives', `const all = (names = []) => { for (const name of names) channel.sendToQueue(name, body); };\nall(['a', 'b']);`, [['a', 5], ['b', 5]]],
    ['several bindings of one queue', `channel.bindQueue('q', 'x', 'a');\nchannel.bindQueue('q', 'x', 'b');\nchannel.consume('q', handle);`, [['a', 6], ['b', 6]]],
  ])('are one for each channel of %s', (_, code, expected) => {
    expect(places(`${amqp}${code}`)).toEqual(expected);
  });

  it('are found where the channel is handed over, and stand where a name is given', () => {
    expect(places(`${amqp}const listen = ({ bus }) => bus.consume('mails', handle);\nlisten({ bus: channel });`)).toEqual([['mails', 4]]);
    expect(places(`${amqp}class Bus { send(name) { channel.sendToQueue(name, body); } }\nconst tell = ({ bus }) => bus.send('mails');\ntell({ bus: new Bus() });`)).toEqual([['mails', 5]]);
  });

  it('have a computed channel where the routing key is computed, whatever the exchange', () => {
    expect(places(`${amqp}channel.publish('shop', pick(), body);`)).toEqual([[null, 4]]);
  });

  it('are not repeated by a function that calls itself', () => {
    expect(places(`${amqp}const send = (name) => { channel.sendToQueue(name, body); setTimeout(() => send(name), 10); };\nsend('a');`)).toEqual([['a', 5]]);
  });
});
