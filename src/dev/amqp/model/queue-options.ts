import { inspect } from 'node:util';
import { AmqpError } from '../amqp-error.ts';
import type { Field, Table } from '../codec/table.ts';

/** What a queue's x-arguments mean. Arguments of other names are kept and ignored, as RabbitMQ does. */
export interface QueueOptions {
  /** ms */
  readonly ttl: number | undefined;
  /** ms without use after which the queue goes */
  readonly expires: number | undefined;
  readonly deadLetterExchange: string | undefined;
  readonly deadLetterRoutingKey: string | undefined;
  readonly maxLength: number;
  readonly maxBytes: number;
  readonly overflow: Overflow;
  readonly singleActiveConsumer: boolean;
}

const overflows = ['drop-head', 'reject-publish', 'reject-publish-dlx'] as const;
type Overflow = (typeof overflows)[number];

/** Arguments whose difference makes two declarations of a queue inequivalent. */
export const comparedArguments = [
  'x-message-ttl', 'x-expires', 'x-dead-letter-exchange', 'x-dead-letter-routing-key', 'x-max-length', 'x-max-length-bytes', 'x-overflow',
  'x-single-active-consumer', 'x-max-priority', 'x-queue-type',
] as const;

const invalid = (queue: string, name: string, value: Field): AmqpError =>
  new AmqpError(406, `invalid arg '${name}' for queue '${queue}' in vhost '/': ${inspect(value)} is not acceptable`);

type Read<T> = (name: string) => T | undefined;

const readerFor = <T extends Field>(queue: string, args: Table, accepts: (value: Field) => value is T): Read<T> => (name) => {
  const value = args[name];
  if (value === undefined) return undefined;
  if (!accepts(value)) throw invalid(queue, name, value);
  return value;
};

const isCount = (value: Field): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isString = (value: Field): value is string => typeof value === 'string';
const isBoolean = (value: Field): value is boolean => typeof value === 'boolean';
const isOverflow = (value: Field): value is Overflow => overflows.some((overflow) => overflow === value);

/** Throws 406 where an argument has a value it cannot have. */
export const queueOptions = (queue: string, args: Table): QueueOptions => {
  const count = readerFor(queue, args, isCount);
  const text = readerFor(queue, args, isString);
  const options = {
    ttl: count('x-message-ttl'),
    expires: count('x-expires'),
    deadLetterExchange: text('x-dead-letter-exchange'),
    deadLetterRoutingKey: text('x-dead-letter-routing-key'),
    maxLength: count('x-max-length') ?? Infinity,
    maxBytes: count('x-max-length-bytes') ?? Infinity,
    overflow: readerFor(queue, args, isOverflow)('x-overflow') ?? 'drop-head',
    singleActiveConsumer: readerFor(queue, args, isBoolean)('x-single-active-consumer') ?? false,
  } satisfies QueueOptions;
  if (options.expires === 0) throw invalid(queue, 'x-expires', 0);
  if (options.deadLetterRoutingKey !== undefined && options.deadLetterExchange === undefined) {
    throw new AmqpError(406, `invalid arg 'x-dead-letter-routing-key' for queue '${queue}' in vhost '/': routing_key_but_no_dlx_defined`);
  }
  return options;
};
