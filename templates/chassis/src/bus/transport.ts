import type { BusConfig } from '../config/config.ts';
import type { Service } from '../service/service.ts';
import { BrokerUnavailable } from './broker-unavailable.ts';
import { busMetrics, type BusMetrics } from './bus-metrics.ts';
import { publishConfirmed, type OutgoingMessage } from './confirmed-publish.ts';
import { openConnection, type BusConnection } from './connection.ts';
import { createConsumers, type Consumers } from './consumer.ts';
import type { Subscription } from './subscription.ts';

/** The parts of a `Service` that messages need. */
export type BusHost = Pick<Service, 'name' | 'instanceId' | 'log' | 'metrics' | 'onClose' | 'onStart' | 'readiness' | 'tracing'> & {
  readonly config: BusConfig & Pick<Service['config'], 'SHUTDOWN_GRACE_MS'>;
};

/** The way to the broker and back, one a service: what `connectBus` and `openMessages` stand on. */
export type Transport = {
  readonly connected: () => boolean;
  /** Resolves when the broker has the message safely; rejects with `BrokerUnavailable` when it is away, without waiting for it. */
  readonly send: (message: OutgoingMessage) => Promise<void>;
  /** From the service's start on, and again on each new connection. */
  readonly consume: (subscription: Subscription) => Promise<void>;
};

/** Connected at start, again after each loss, closed at shutdown. */
export const openTransport = (host: BusHost): Transport => {
  const metrics = busMetrics(host.metrics);
  const subscriptions: Subscription[] = [];
  const consumers = createConsumers({ tracing: host.tracing, log: host.log, metrics });
  const connection = connectionOf(host, { subscriptions, consumers, metrics });
  return {
    connected: () => connection().session() !== undefined,
    send: async (message) => {
      const start = performance.now();
      const sent = send(connection(), message);
      const outcome = await sent.then(() => 'confirmed' as const, () => 'failed' as const);
      metrics.published(message.routingKey, outcome, (performance.now() - start) / 1000);
      await sent;
    },
    consume: async (subscription) => {
      subscriptions.push(subscription);
      const session = connection().session();
      if (session !== undefined) await consumers.consume(session, subscription);
    },
  };
};

const send = async (connection: BusConnection, message: OutgoingMessage): Promise<void> => {
  const session = connection.session();
  if (session === undefined) throw new BrokerUnavailable(`the broker is away (${connection.reason()})`);
  await publishConfirmed(session, message);
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
