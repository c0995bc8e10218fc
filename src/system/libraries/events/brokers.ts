import type { Term } from '../../model/term.ts';
import { argument, itemsOf, property, type Use } from '../../model/use.ts';
import type { EventFact, EventLibrary } from '../library.ts';

const method = (use: Use): string => use.external.path.split('.').at(-1) ?? '';

const fact = (direction: EventFact['direction'], broker: string, channel: Term): EventFact => ({ direction, broker, channel });

/** What the consumed queue is bound to in the same file: by key, or by exchange where the key is empty. */
const boundChannel = (use: Use): Term | null => {
  const { file } = use.frame;
  const bindings = file.calls.filter(({ callee, args }) => callee.kind === 'member' && callee.name === 'bindQueue' && args.length >= 2);
  const same = bindings.filter(({ inside }) => inside === use.site.inside);
  const binding = (same.length > 0 ? same : bindings)[0];
  if (binding === undefined || (same.length === 0 && bindings.length > 1)) return null;
  const told = { site: binding, frame: { ...use.frame, inside: binding.inside }, reducer: use.reducer };
  const [exchange, key] = [argument(told, 1), argument(told, 2)];
  return key.kind === 'unknown' || (key.kind === 'text' && key.value === '') ? exchange : key;
};

/** amqplib: a channel publishes to an exchange by key, or to a queue; it consumes a queue. */
export const amqpEvents: EventLibrary = {
  name: 'amqplib',
  modules: ['amqplib', 'amqplib/callback_api', 'amqp-connection-manager'],
  match: (use) => {
    const name = method(use);
    if (name === 'publish') {
      const key = argument(use, 1);
      return fact('publish', 'rabbitmq', key.kind === 'text' && key.value === '' ? argument(use, 0) : key);
    }
    if (name === 'sendToQueue') return fact('publish', 'rabbitmq', argument(use, 0));
    return name === 'consume' ? fact('consume', 'rabbitmq', boundChannel(use) ?? argument(use, 0)) : null;
  },
};

/** kafkajs: `producer().send({ topic })`, `consumer().subscribe({ topic | topics })`. */
export const kafkaEvents: EventLibrary = {
  name: 'kafkajs',
  modules: ['kafkajs'],
  match: (use) => {
    const options = argument(use, 0);
    const topic = property(use.reducer, options, 'topic');
    if (/(?:producer\(\)|Producer#)\.send$/.test(use.external.path)) return fact('publish', 'kafka', topic);
    if (!/(?:consumer\(\)|Consumer#)\.subscribe$/.test(use.external.path)) return null;
    const topics = itemsOf(use.reducer, property(use.reducer, options, 'topics'));
    return topics.length === 0 ? fact('consume', 'kafka', topic) : topics.map((one) => fact('consume', 'kafka', one));
  },
};

/** Nest's clients: `client.emit(pattern, data)` waits for nobody. */
export const nestEvents: EventLibrary = {
  name: 'nest-client',
  modules: ['@nestjs/microservices'],
  match: (use) => (/^\.Client\w+#\.emit$/.test(use.external.path) ? fact('publish', 'nest', argument(use, 0)) : null),
};

/** nats: `connection.publish(subject)`, `connection.subscribe(subject)`. */
export const natsEvents: EventLibrary = {
  name: 'nats',
  modules: ['nats'],
  match: (use) => (method(use) === 'publish' ? fact('publish', 'nats', argument(use, 0)) : method(use) === 'subscribe' ? fact('consume', 'nats', argument(use, 0)) : null),
};

/** BullMQ: a queue's jobs are messages to its workers. */
export const bullEvents: EventLibrary = {
  name: 'bullmq',
  modules: ['bullmq', 'bull'],
  match: (use) => {
    if (use.site.isNew && use.external.path === '.Worker') return fact('consume', 'bullmq', argument(use, 0));
    const queue = use.external.made.find(({ site }) => site.isNew);
    return queue !== undefined && /#\.(?:add|addBulk)$/.test(use.external.path) ? fact('publish', 'bullmq', argument({ ...queue, reducer: use.reducer }, 0)) : null;
  },
};

/** The bus of a generated system. */
export const chassisEvents: EventLibrary = {
  name: 'chassis',
  modules: ['ms:chassis'],
  match: (use) => {
    const [, name] = /(?:\.connectBus\(\)|\.Bus#)\.(publish|subscribe)$/.exec(use.external.path) ?? [];
    return name === undefined ? null : fact(name === 'publish' ? 'publish' : 'consume', 'rabbitmq', argument(use, 1));
  },
};
