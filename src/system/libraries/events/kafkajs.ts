import type { Term } from '../../model/term.ts';
import { argument, itemsOf, property, type Use } from '../../model/use.ts';
import type { EventFact, EventLibrary } from '../library.ts';
import { consume, methodOf, publish } from './fact.ts';

const consumed = (channel: Term): EventFact => consume('kafka', channel, { worksIn: /^run$/ });

const subscribed = (use: Use): readonly EventFact[] => {
  const options = argument(use, 0);
  const topics = property(use.reducer, options, 'topics');
  if (topics.kind === 'unknown') return [consumed(property(use.reducer, options, 'topic'))];
  const items = itemsOf(use.reducer, topics);
  return (items.length === 0 ? [topics] : items).map(consumed);
};

/** kafkajs and the client of Confluent that speaks like it: `producer.send({ topic })`, `consumer.subscribe({ topics })`. */
export const kafkajsEvents: EventLibrary = {
  name: 'kafkajs',
  modules: ['kafkajs', '@confluentinc/kafka-javascript'],
  match: (use) => {
    const options = argument(use, 0);
    if (/(?:producer\(\)|Producer#|transaction\(\)|Transaction#)\.send$/.test(use.external.path)) return publish('kafka', property(use.reducer, options, 'topic'));
    if (/(?:producer\(\)|Producer#|transaction\(\)|Transaction#)\.sendBatch$/.test(use.external.path)) {
      const batches = itemsOf(use.reducer, property(use.reducer, options, 'topicMessages'));
      return batches.length === 0 ? publish('kafka', property(use.reducer, options, 'topicMessages')) : batches.map((batch) => publish('kafka', property(use.reducer, batch, 'topic')));
    }
    return /(?:consumer\(\)|Consumer#)\.subscribe$/.test(use.external.path) ? subscribed(use) : null;
  },
};

/** node-rdkafka: `producer.produce(topic, …)`, `consumer.subscribe([topic])`. */
export const rdkafkaEvents: EventLibrary = {
  name: 'node-rdkafka',
  modules: ['node-rdkafka', '@confluentinc/kafka-javascript'],
  match: (use) => {
    const name = methodOf(use);
    if (name === 'produce') return publish('kafka', argument(use, 0));
    if (name !== 'subscribe' || argument(use, 0).kind !== 'array') return null;
    return itemsOf(use.reducer, argument(use, 0)).map((one) => consume('kafka', one, { worksIn: /^on$/ }));
  },
};
