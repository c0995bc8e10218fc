import type { EventData, ServiceContract } from '../contract/contract.ts';
import type { GivenAttributes } from './cloud-event.ts';
import { outgoingEvents, toMessage } from './outgoing-event.ts';
import { inPublishSpan } from './publish-span.ts';
import { subscriptionOf, type EventHandler, type SubscribeOptions } from './subscription.ts';
import { openTransport, type BusHost } from './transport.ts';

export type Publish = <Contract extends ServiceContract, Type extends keyof Contract['events'] & string>(
  contract: Contract,
  type: Type,
  data: EventData<Contract, Type>,
  attributes?: GivenAttributes,
) => Promise<void>;

export type Bus = {
  /**
   * Resolves when the broker has the event safely; rejects with `BrokerUnavailable` when it is away, without waiting for it.
   * Rejects with a ZodError for data that does not fit the contract, with `EventTooLarge` for more than 256 KiB of it.
   */
  readonly publish: Publish;
  /** Events reach the handler at least once, from the service's start on. One subscription a type. */
  readonly subscribe: <Contract extends ServiceContract, Type extends keyof Contract['events'] & string>(
    contract: Contract,
    type: Type,
    handler: EventHandler<EventData<Contract, Type>>,
    options?: SubscribeOptions,
  ) => Promise<void>;
};

/**
 * Connects a service that has no database of its own. What it publishes beside a change is lost when it dies between the two, and what
 * comes twice is done twice; a service with a database has `openMessages`.
 */
export const connectBus = (host: BusHost): Bus => {
  const { name, tracing } = host;
  const transport = openTransport(host);
  return {
    publish: async (contract, type, data, given = {}) => inPublishSpan(tracing, type, async () => {
      for (const event of outgoingEvents(name, { contract, type, data, given })) await transport.send(toMessage(event));
    }),
    subscribe: async (contract, type, handler, options = {}) => transport.consume(subscriptionOf(name, { contract, type, handler: handler as EventHandler<unknown>, options })),
  };
};
