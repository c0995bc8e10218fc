import { decodeProperties, encodeProperties } from '../codec/properties.ts';
import type { Properties } from '../codec/properties.ts';
import type { Field, Table } from '../codec/table.ts';
import type { Message } from './message.ts';
import type { DeathReason } from './queue.ts';

export interface Death {
  readonly queue: string;
  readonly reason: DeathReason;
  /** ms since 1970 */
  readonly at: number;
}

const isTable = (field: Field): field is Table => field !== null && typeof field === 'object' && !Array.isArray(field) && !(field instanceof Date);

const deathsOf = (headers: Table): readonly Table[] => {
  const deaths = headers['x-death'];
  return Array.isArray(deaths) ? (deaths as readonly Field[]).filter(isTable) : [];
};

const sameDeath = (death: Table, { queue, reason }: Death): boolean => death['queue'] === queue && death['reason'] === reason;

const recorded = (message: Message, expiration: string | undefined, death: Death): Table => ({
  count: 1,
  reason: death.reason,
  queue: death.queue,
  time: new Date(death.at),
  exchange: message.exchange,
  'routing-keys': [message.routingKey],
  ...(expiration === undefined ? {} : { 'original-expiration': expiration }),
});

/** The latest death first; one entry for each queue and reason, with a count. */
const withDeath = (deaths: readonly Table[], entry: Table, death: Death): readonly Table[] => {
  const earlier = deaths.find((other) => sameDeath(other, death));
  const latest = earlier === undefined ? entry : { ...earlier, count: Number(earlier['count'] ?? 0) + 1 };
  return [latest, ...deaths.filter((other) => other !== earlier)];
};

const firstDeath = ({ queue, reason }: Death, exchange: string): Table => ({
  'x-first-death-reason': reason, 'x-first-death-queue': queue, 'x-first-death-exchange': exchange,
});

const withDeathOf = (message: Message, { expiration, ...properties }: Properties, death: Death): Buffer => {
  const headers = properties.headers ?? {};
  const deaths = withDeath(deathsOf(headers), recorded(message, expiration, death), death);
  const first = headers['x-first-death-reason'] === undefined ? firstDeath(death, message.exchange) : {};
  return encodeProperties({ ...properties, headers: { ...headers, ...first, 'x-death': deaths } });
};

/**
 * The properties with which a dead message goes on: x-death as RabbitMQ writes it, and no expiration, so it does not die again at once.
 * They are not read whole before, so here may be the first to see that headers are no table, or a text no UTF-8 that could be written again: such a message goes on with its death alone,
 * for that must not be the death of the broker.
 */
export const deadProperties = (message: Message, death: Death): Buffer => {
  try {
    return withDeathOf(message, decodeProperties(message.properties), death);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return withDeathOf(message, message.persistent ? { deliveryMode: 2 } : {}, death);
  }
};

/**
 * Whether the message would go round through `queue` by itself: since it was last there, no consumer rejected it.
 * Such a message is dropped, or it would go round for ever.
 */
export const goesRound = (deadHeaders: Table, queue: string): boolean => {
  const deaths = deathsOf(deadHeaders);
  const last = deaths.findIndex((death) => death['queue'] === queue);
  return last !== -1 && deaths.slice(0, last + 1).every((death) => death['reason'] !== 'rejected');
};
