import type { Reducer } from './reducer.ts';
import type { Term } from './term.ts';
import { argument, property } from './use.ts';

/** A server or client of somebody else's that Nest is given instead of its own. */
export interface Strategy {
  readonly broker: string;
  /** As Nest names it: `RMQ`. */
  readonly transport: string;
  /** What its constructor is told. */
  readonly options: Term;
}

const brokers: readonly (readonly [name: RegExp, broker: string])[] = [
  [/amqp|rabbit|rmq/i, 'rabbitmq'], [/kafka/i, 'kafka'], [/redis/i, 'redis'], [/nats|jetstream/i, 'nats'], [/mqtt/i, 'mqtt'],
];

/** `{ strategy: new AmqpServer({ queue }) }`, by the name of its class; null when there is none, or none that says what it speaks. */
export const strategyOf = (reducer: Reducer, options: Term): Strategy | null => {
  const strategy = property(reducer, options, 'strategy');
  const made = strategy.kind === 'external' ? strategy.made.at(-1) : strategy.kind === 'instance' ? strategy.made : null;
  const name = strategy.kind === 'external' ? `${strategy.module}${strategy.path}` : strategy.kind === 'instance' ? (strategy.file.classes[strategy.id]?.name ?? '') : '';
  const broker = brokers.find(([pattern]) => pattern.test(name))?.[1];
  return made == null || broker === undefined ? null : { broker, transport: broker === 'rabbitmq' ? 'RMQ' : broker.toUpperCase(), options: argument({ ...made, reducer }, 0) };
};
