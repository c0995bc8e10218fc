import type { BusConfig } from '../config/config.ts';
import type { EventContract, EventData, ServiceContract } from '../contract/contract.ts';
import type { Service } from '../service/service.ts';
import { busMetrics, type BusMetrics } from './bus-metrics.ts';
import { openConnection, type BusConnection } from './connection.ts';
import { createConsumers, type Consumers } from './consumer.ts';
import { createPublish, type GivenAttributes } from './publish.ts';
import { delaysOf, type EventHandler, type SubscribeOptions, type Subscription } from './subscription.ts';
import { queuesOf } from './topology.ts';

export type Bus = {
  /**
   * Resolves when the broker has the event safely; rejects with `BrokerUnavailable` when it is away, without waiting for it.
   * Rejects with a ZodError for data that does not fit the contract.
   */
  readonly publish: <Contract extends ServiceContract, Type extends keyof Contract['events'] & string>(
    contract: Contract,
    type: Type,
    data: EventData<Contract, Type>,
    attributes?: GivenAttributes,
  ) => Promise<void>;
  /** Events reach the handler at least once, in no certain order, from the service's start on. One subscription a type. */
  readonly subscribe: <Contract extends ServiceContract, Type extends keyof Contract['events'] & string>(
    contract: Contract,
    type: Type,
    handler: EventHandler<EventData<Contract, Type>>,
    options?: SubscribeOptions,
  ) => Promise<void>;
};

/** The parts of a `Service` that the bus needs. */
export type BusHost = Pick<Service, 'name' | 'instanceId' | 'log' | 'metrics' | 'onClose' | 'onStart' | 'readiness' | 'tracing'> & {
  readonly config: BusConfig & Pick<Service['config'], 'SHUTDOWN_GRACE_MS'>;
};

/** Connects a service to the event bus: connected at start, again after each loss, closed at shutdown. */
export const connectBus = (host: BusHost): Bus => {
  const { name, log, tracing } = host;
  const metrics = busMetrics(host.metrics);
  const subscriptions: Subscription[] = [];
  const consumers = createConsumers({ tracing, log, metrics });
  const connection = connectionOf(host, { subscriptions, consumers, metrics });
  const publish = createPublish({ name, tracing, metrics, connection });

  return {
    publish: async (contract, type, data, given = {}) => publish(type, data, { contract: eventOf(contract, type), given }),
    subscribe: async (contract, type, handler, options = {}) => {
      const subscription: Subscription = {
        type,
        queues: queuesOf(name, type),
        schema: eventOf(contract, type).data,
        handler: handler as EventHandler<unknown>,
        delays: delaysOf(options),
        prefetch: options.prefetch ?? 20,
      };
      subscriptions.push(subscription);
      const session = connection().session();
      if (session !== undefined) await consumers.consume(session, subscription);
    },
  };
};

const eventOf = (contract: ServiceContract, type: string): EventContract => {
  const event = contract.events[type];
  if (event === undefined) throw new Error(`The contract of ${contract.name} has no event ${type}.`);
  return event;
};

type ConnectionParts = { readonly subscriptions: readonly Subscription[]; readonly consumers: Consumers; readonly metrics: BusMetrics };

/** A service that starts before its broker is up serves what needs no broker, and is not ready. */
const PATIENCE_AT_START_MS = 5_000;

/** Ties the connection to the service's life. */
const connectionOf = (host: BusHost, { subscriptions, consumers, metrics }: ConnectionParts): (() => BusConnection) => {
  const { config, instanceId, log } = host;
  let connection: BusConnection = notStarted;
  host.onStart(async () => {
    connection = await openConnection({
      url: config.RABBITMQ_URL,
      name: instanceId,
      log,
      setup: async (session) => { for (const subscription of subscriptions) await consumers.consume(session, subscription); },
      onState: metrics.connected,
    });
    await Promise.race([connection.connected, new Promise((resolve) => { setTimeout(resolve, PATIENCE_AT_START_MS).unref(); })]);
  });
  host.readiness('broker', () => { if (connection.session() === undefined) throw new Error(connection.reason()); });
  host.onClose('consumers', () => consumers.stop(config.SHUTDOWN_GRACE_MS));
  host.onClose('broker', () => connection.close());
  return () => connection;
};

const notStarted: BusConnection = {
  session: () => undefined,
  reason: () => 'the service has not been started',
  connected: Promise.resolve(),
  close: async () => {},
};
