import { eachOf } from '../../model/lists.ts';
import { sameWords } from '../../model/same-words.ts';
import type { Term } from '../../model/term.ts';
import { argument, itemsOf, property, type Use } from '../../model/use.ts';
import type { EventFact, EventLibrary, Settled } from '../library.ts';
import { consume, isOn, methodOf, publish } from './fact.ts';

/** Offsets that are committed by hand: what was not is delivered again when the consumer starts again, as often as it fails. */
export const offsetsSettle: Settled = { done: /^commit(?:Offsets?|Message|OffsetsIfNecessary)?(?:Sync)?$/, failed: /^(?!)/, requeueArgument: {}, discarded: 'drop', unsettled: 'requeue' };

/** `consumer.run({ autoCommit: false })` of the same consumer. */
const commitsByHand = (use: Use): boolean => {
  const { callee } = use.site;
  const runs = use.frame.file.calls.filter((site) => site.callee.kind === 'member' && site.callee.name === 'run' && callee.kind === 'member' && sameWords(site.callee.of, callee.of));
  return runs.some((site) => isOn(property(use.reducer, argument({ ...use, site, frame: { ...use.frame, inside: site.inside } }, 0), 'autoCommit')) === false);
};

const consumed = (use: Use) => (channel: Term): EventFact => consume('kafka', channel, { worksIn: /^run$/, ...(commitsByHand(use) ? { ack: 'manual', settled: offsetsSettle } : {}) });

const subscribed = (use: Use): readonly EventFact[] => {
  const options = argument(use, 0);
  const topics = property(use.reducer, options, 'topics');
  if (topics.kind === 'unknown') return [consumed(use)(property(use.reducer, options, 'topic'))];
  const items = itemsOf(use.reducer, topics);
  if (items.length > 0) return items.map(consumed(use));
  // `Object.keys(handlers)`
  const each = eachOf(use.reducer, topics);
  return [consumed(use)(each.kind === 'unknown' ? topics : each)];
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
