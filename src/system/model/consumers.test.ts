import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const head = "import { Kafka } from 'kafkajs';\nimport { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\nconst kafka = new Kafka({ brokers });\nconst producer = kafka.producer();\nconst consumer = kafka.consumer({ groupId: 'orders' });\n";
const wrapper = `const listen = async (topics) => {
  const names = topics.map((one) => one.topic);
  await consumer.subscribe({ topics: names });
  await consumer.run({ eachMessage: async ({ topic, message }) => {
    const found = topics.find((one) => one.topic === topic);
    await found.handle(JSON.parse(message.value));
  } });
};
`;
const changes = "await prisma.order.create({}); await producer.send({ topic: 'told', messages });";
const run = (how: string): string => `await consumer.run({ eachMessage: async ({ topic, message }) => { ${how} } });`;

const seen = (code: string) => {
  const { events, dualWrites } = twoServices(`${head}${code}`);
  return { consumed: events.filter(({ direction }) => direction === 'consume').map(({ channel, line }) => `${channel} ${line}`), handlers: dualWrites.map(({ handler }) => handler) };
};

describe('consumers of several channels', () => {
  it('stand, behind a wrapper, where each is named, each with its own work', () => {
    const code = `${wrapper}await listen([\n  { topic: 'made', handle: async () => { ${changes} } },\n  { topic: 'paid', handle: async () => console.log(1) },\n]);`;
    expect(seen(code)).toEqual({ consumed: ['made 16', 'paid 17'], handlers: ['consume made'] });
  });

  it.each([
    ['a record', "const handlers = { made: onMade, paid: onPaid };\nawait consumer.subscribe({ topics: Object.keys(handlers) });", 'await handlers[topic](message);'],
    ['a record, by a name for what is found', "const handlers = { made: onMade, paid: onPaid };\nawait consumer.subscribe({ topics: ['made', 'paid'] });", 'const handle = handlers[topic]; if (handle) await handle(message);'],
    ['objects with a method', "const handlers = { made: { handle: onMade }, paid: { handle: onPaid } };\nawait consumer.subscribe({ topics: ['made', 'paid'] });", 'await handlers[topic].handle(message);'],
    ['a Map', "const handlers = new Map([['made', onMade], ['paid', onPaid]]);\nawait consumer.subscribe({ topics: ['made', 'paid'] });", 'await handlers.get(topic)?.(message);'],
  ])('run what %s holds for the channel', (_, table, how) => {
    const code = `const onMade = async () => { ${changes} };\nconst onPaid = async () => console.log(1);\n${table}\n${run(how)}`;
    expect(seen(code)).toEqual({ consumed: ['made 10', 'paid 10'], handlers: ['consume made'] });
  });

  it('run nothing of a table that has no such channel', () => {
    const code = `const onMade = async () => { ${changes} };\nconst handlers = { other: onMade };\nawait consumer.subscribe({ topics: ['made', 'paid'] });\n${run('await handlers[topic](message);')}`;
    expect(seen(code).handlers).toEqual(['onMade']);
  });
});
