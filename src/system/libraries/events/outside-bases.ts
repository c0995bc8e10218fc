import { moduleFrame, type Term } from '../../model/term.ts';
import { property, receiver, type Use } from '../../model/use.ts';
import type { EventFact, EventLibrary } from '../library.ts';
import { consume, publish } from './fact.ts';

const brokers: Readonly<Record<string, Partial<EventFact> & { readonly broker: string }>> = {
  'node-nats-streaming': { broker: 'nats', ack: 'manual', onFailure: 'requeue' },
  nats: { broker: 'nats' }, amqplib: { broker: 'rabbitmq' }, kafkajs: { broker: 'kafka' },
};

const names = ['subject', 'topic', 'channel', 'queue', 'queueName', 'routingKey', 'eventName'];

type Instance = Extract<Term, { kind: 'instance' }>;

const channelOf = (use: Use, of: Instance): Term | null => {
  const found = of.file.classes[of.id];
  const name = names.find((one) => found?.properties.has(one) === true);
  const term = name === undefined ? null : property(use.reducer, of, name);
  // A member of an enumeration that stands in the same outside package: its name is all that is seen of it.
  return term?.kind === 'external' && /^(?:\.\w+)+$/.test(term.path) ? { kind: 'text', value: term.path.slice(1), at: { file: of.file.path, line: found?.line ?? 1 } } : term;
};

/** The broker whose message the class is handed: `onMessage(data, message: Message)`. */
const brokerOf = (use: Use, { file, id }: Instance): (Partial<EventFact> & { readonly broker: string }) | null => {
  const types = [...(file.classes[id]?.methods.values() ?? [])].flatMap((method) => file.functions[method]?.parameters.flatMap(({ type }) => type ?? []) ?? []);
  const modules = types.map((type) => use.reducer.reduce(type, moduleFrame(file))).flatMap((term) => (term.kind === 'external' ? [term.module] : []));
  return modules.map((module) => brokers[module]).find((broker) => broker !== undefined) ?? null;
};

/** Listeners and publishers whose base class is in a package of the team's own that is not in the tree: `new OrderMadeListener(client).listen()`. */
export const outsideBases: EventLibrary = {
  name: 'outside-bases',
  modules: ['*'],
  match: (use) => {
    const [, kind, method] = /(Listener|Subscriber|Consumer|Publisher|Producer)#\.(\w+)$/.exec(use.external.path) ?? [];
    const of = kind === undefined ? null : receiver(use);
    const channel = of?.kind === 'instance' ? channelOf(use, of) : null;
    if (of?.kind !== 'instance' || channel === null || method === undefined) return null;
    if (/^(?:Publisher|Producer)$/.test(kind ?? '')) return /^(?:publish|send|emit|produce)$/.test(method) ? publish('unknown', channel) : null;
    const { broker = 'unknown', ...rest } = brokerOf(use, of) ?? {};
    return /^(?:listen|subscribe|consume|start|run)$/.test(method) ? consume(broker, channel, rest) : null;
  },
};
