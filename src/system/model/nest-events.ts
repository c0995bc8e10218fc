import { brokerOf } from '../libraries/events/nest.ts';
import { told } from '../libraries/connections/options.ts';
import { channelSettles } from '../libraries/events/amqplib.ts';
import { isOn } from '../libraries/events/fact.ts';
import { offsetsSettle } from '../libraries/events/kafkajs.ts';
import type { EventFact } from '../libraries/library.ts';
import { decoratorsOf, readPattern, type Declared } from './nest.ts';
import { strategyOf } from './nest-strategies.ts';
import type { Owner, System } from './system.ts';
import { moduleFrame, type Frame, type Term } from './term.ts';
import { argument, isSet, property } from './use.ts';

/** How a service listens for messages. */
type Listening = Pick<EventFact, 'broker' | 'ack' | 'settled'>;

const synchronous = new Set(['tcp', 'grpc', 'nest']);

/** Methods that stand around a handler: `@UseInterceptors(AckInterceptor)` on it or on its class. */
export const interceptorsOf = (system: System, { runs: { file, inside } }: Declared): readonly Frame[] => {
  const found = file.functions[inside];
  const around = found?.class == null ? undefined : file.classes[found.class];
  return decoratorsOf(system, file, [...(found?.decorators ?? []), ...(around?.decorators ?? [])]).filter(({ name, module }) => name === 'UseInterceptors' && module === '@nestjs/common').flatMap(({ site }) => site.args.flatMap((arg): readonly Frame[] => {
    const given = system.reducer.reduce(arg, moduleFrame(file));
    const instance: Term = given.kind === 'class' ? { kind: 'instance', file: given.file, id: given.id, made: null } : given;
    const method = instance.kind === 'instance' ? property(system.reducer, instance, 'intercept') : instance;
    return method.kind === 'function' ? [method.frame] : [];
  }));
};

/** What each service says of the broker that it listens to: `NestFactory.createMicroservice(module, { transport, options })`. */
export const readListening = (system: System): ReadonlyMap<Owner, Listening> => {
  const found = (system.uses.get('@nestjs/core') ?? []).filter(({ external }) => /\.(?:createMicroservice|connectMicroservice)$/.test(external.path)).flatMap((use) => {
    const { reducer } = use;
    const options = told(use, argument(use, use.external.path.endsWith('.createMicroservice') ? 1 : 0));
    const strategy = strategyOf(reducer, options);
    const broker = strategy?.broker ?? brokerOf(property(reducer, options, 'transport'));
    return system.owners(use.frame.file.path).map((owner) => ({ owner, listening: { broker, ...acknowledged(system, strategy?.options ?? property(reducer, options, 'options'), { broker, usual: strategy === null }) } }));
  });
  return new Map([...found].toSorted((a, b) => Number(synchronous.has(b.listening.broker)) - Number(synchronous.has(a.listening.broker))).map(({ owner, listening }) => [owner, listening]));
};

interface Server {
  readonly broker: string;
  /** It is Nest's own. */
  readonly usual: boolean;
}

/** Messages from RabbitMQ are acknowledged as they arrive unless `noAck: false` says otherwise; servers of others have their own ways. */
const acknowledged = ({ reducer }: System, options: Term, { broker, usual }: Server): Partial<Listening> => {
  if (broker === 'kafka') return isOn(property(reducer, property(reducer, options, 'run'), 'autoCommit')) === false ? { ack: 'manual', settled: offsetsSettle } : {};
  if (broker !== 'rabbitmq' || options.kind !== 'object' || (!usual && !isSet(reducer, options, 'noAck'))) return {};
  const noAck = property(reducer, options, 'noAck');
  if (isSet(reducer, options, 'noAck') && noAck.kind !== 'flag') return {};
  if (noAck.kind !== 'flag' || noAck.value !== false) return { ack: 'auto' };
  const queue = property(reducer, options, 'queueOptions');
  const dead = isSet(reducer, queue, 'deadLetterExchange') || isSet(reducer, property(reducer, queue, 'arguments'), 'x-dead-letter-exchange');
  return { ack: 'manual', settled: channelSettles(dead ? 'dead-letter' : 'drop') };
};

/** The broker that a handler is for: `@EventPattern(pattern, Transport.RMQ)`; null when it is for all that the service listens to. */
export const nestBroker = (system: System, { route, runs }: Declared): string | null => {
  const site = runs.file.calls.find(({ line, column }) => line === route.line && column === route.column);
  const broker = site === undefined ? 'nest' : brokerOf(argument({ site, frame: { ...runs, inside: site.inside }, reducer: system.reducer }, 1));
  return broker === 'nest' ? null : broker;
};

/** What a handler of Nest consumes. */
export const nestChannel = (system: System, { pattern, owner }: Declared): string | null => {
  if (pattern === null) return null;
  const { text, missing } = readPattern(system, pattern, owner);
  return missing.length > 0 || text === '' ? null : text;
};
