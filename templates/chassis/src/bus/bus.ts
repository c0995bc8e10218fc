import { SpanKind } from '@opentelemetry/api';
import type { BusConfig } from '../config/config.ts';
import type { EventData, ServiceContract } from '../contract/contract.ts';
import { requestContext } from '../http/request-context.ts';
import type { Service } from '../service/service.ts';
import { injectTrace } from '../tracing/propagation.ts';
import { BrokerUnavailable } from './broker-unavailable.ts';
import { busMetrics } from './bus-metrics.ts';
import { newAttributes, toProperties, type EventAttributes } from './cloud-event.ts';
import { publishConfirmed, type OutgoingMessage } from './confirmed-publish.ts';
import { openConnection, type BusConnection } from './connection.ts';
import { createConsumers } from './consumer.ts';
import type { EventHandler, Subscription } from './delivery.ts';
import { eventExchange, queuesOf } from './topology.ts';

export type SubscribeOptions = {
  /** Tries in all before an event goes to the dead letters. Default 4. */
  readonly attempts?: number;
  /** Pauses between the tries in milliseconds; the last one repeats. Default 1 s, 5 s, 25 s. */
  readonly retryDelaysMs?: readonly number[];
  /** Events in hand at the same time, an instance. Default 20. */
  readonly prefetch?: number;
};

export type Bus = {
  /**
   * Resolves when the broker has the event safely; rejects with `BrokerUnavailable` when it is away, without waiting for it.
   * Throws a ZodError for data that does not fit the contract.
   */
  readonly publish: <Contract extends ServiceContract, Type extends keyof Contract['events'] & string>(
    contract: Contract,
    type: Type,
    data: EventData<Contract, Type>,
    attributes?: Partial<Pick<EventAttributes, 'id' | 'time'>>,
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

/** A service that starts before its broker is up serves what needs no broker, and is not ready. */
const PATIENCE_AT_START_MS = 5_000;

/** Connects a service to the event bus: connected at start, again after each loss, closed at shutdown. */
export const connectBus = (host: BusHost): Bus => {
  const metrics = busMetrics(host.metrics);
  const subscriptions: Subscription[] = [];
  let connection: BusConnection = notStarted;
  const consumers = createConsumers({ tracing: host.tracing, log: host.log, metrics });

  host.onStart(async () => {
    connection = await openConnection({
      url: host.config.RABBITMQ_URL,
      name: host.instanceId,
      log: host.log,
      setup: async (session) => { for (const subscription of subscriptions) await consumers.consume(session, subscription); },
      onState: metrics.connected,
    });
    await Promise.race([connection.connected, new Promise((resolve) => { setTimeout(resolve, PATIENCE_AT_START_MS).unref(); })]);
  });
  host.readiness('broker', () => { if (connection.session() === undefined) throw new Error(connection.reason()); });
  host.onClose('consumers', () => consumers.stop(host.config.SHUTDOWN_GRACE_MS));
  host.onClose('broker', () => connection.close());

  return {
    publish: async (contract, type, data, given) => {
      const body: unknown = contract.events[type]?.data.parse(data);
      const attributes = newAttributes(host.name, type, given);
      const span = { kind: SpanKind.PRODUCER, attributes: { 'messaging.system': 'rabbitmq', 'messaging.destination.name': eventExchange, 'messaging.message.id': attributes.id } };
      await host.tracing.withSpan(`publish ${type}`, span, async () => {
        const start = performance.now();
        const sent = send(connection, toMessage(attributes, body));
        const outcome = await sent.then(() => 'confirmed' as const, () => 'failed' as const);
        metrics.published(type, outcome, (performance.now() - start) / 1000);
        await sent;
      });
    },
    subscribe: async (contract, type, handler, options = {}) => {
      const event = contract.events[type];
      if (event === undefined) throw new Error(`${contract.name} has no event ${type}.`);
      const subscription: Subscription = {
        type,
        queues: queuesOf(host.name, type),
        schema: event.data,
        handler: handler as EventHandler<unknown>,
        delays: delaysOf(options),
        prefetch: options.prefetch ?? 20,
      };
      subscriptions.push(subscription);
      const session = connection.session();
      if (session !== undefined) await consumers.consume(session, subscription);
    },
  };
};

const notStarted: BusConnection = {
  session: () => undefined,
  reason: () => 'the service has not been started',
  connected: Promise.resolve(),
  close: async () => {},
};

/** Does not wait for a broker that is away: the caller has a deadline, and may have an outbox. */
const send = async (connection: BusConnection, message: OutgoingMessage): Promise<void> => {
  const session = connection.session();
  if (session === undefined) throw new BrokerUnavailable(`the broker is away (${connection.reason()})`);
  await publishConfirmed(session, message);
};

const delaysOf = ({ attempts = 4, retryDelaysMs = [1_000, 5_000, 25_000] }: SubscribeOptions): readonly number[] =>
  Array.from({ length: attempts - 1 }, (_, index) => retryDelaysMs[Math.min(index, retryDelaysMs.length - 1)] ?? 1_000);

const toMessage = (attributes: EventAttributes, data: unknown): OutgoingMessage => {
  const headers: Record<string, string> = {};
  injectTrace(headers);
  const request = requestContext();
  if (request !== undefined) headers['x-request-id'] = request.requestId;
  return { exchange: eventExchange, routingKey: attributes.type, content: Buffer.from(JSON.stringify(data)), properties: toProperties(attributes, headers) };
};
