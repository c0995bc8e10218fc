import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import closeWithGrace from 'close-with-grace';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { ServiceConfig } from '../config/config.ts';
import { authorityOf, originOf } from '../discovery/discovery.ts';
import type { Discovery, Instance, Registration } from '../discovery/discovery.ts';
import { grpcTag } from '../discovery/grpc-port.ts';
import type { Health } from '../health/health.ts';
import type { Connections } from '../http/connections.ts';
import type { Shutdown } from '../shutdown/shutdown.ts';
import type { Service, Started } from './service.ts';

export interface LifetimeParts {
  readonly name: string;
  readonly instanceId: string;
  readonly config: ServiceConfig;
  readonly app: FastifyInstance;
  readonly connections: Connections;
  readonly log: Logger;
  readonly health: Health;
  readonly discovery: Discovery;
  readonly shutdown: Shutdown;
}

type Lifetime = Pick<Service, 'start' | 'close' | 'onStart' | 'announceGrpc'>;

/** Callers that have just read the old list of instances still come, on new connections; they are served before the listener closes. */
const settleTime = 250;
const connectionCheck = 25;
/** For closing what comes after HTTP, on top of the grace that requests get. */
const closingTime = 5_000;

export const createLifetime = (parts: LifetimeParts): Lifetime => {
  const { app, config, log } = parts;
  const startHooks: (() => Promise<void> | void)[] = [];
  let registering: Promise<Registration> | undefined;
  let grpcPort: number | undefined;
  let closing: Promise<void> | undefined;
  let uninstall = (): void => {};

  const shutDown = async (): Promise<void> => {
    parts.health.drain();
    parts.connections.drain();
    const registration = await registering?.catch(() => undefined);
    if (registration !== undefined) await leave(registration, parts);
    await parts.shutdown.run();
    uninstall();
  };
  const close = (): Promise<void> => (closing ??= shutDown());
  const stillWanted = (): void => {
    if (closing !== undefined) throw new Error('The service was closed while it was starting.');
  };
  const begin = async (): Promise<Started> => {
    for (const hook of startHooks) {
      await hook();
      stillWanted();
    }
    await app.listen({ host: config.HOST, port: config.PORT });
    const instance = instanceOf(parts, grpcPort);
    registering = parts.discovery.register(instance);
    await registering;
    stillWanted();
    const started = { url: originOf(instance), ...(grpcPort !== undefined && { grpcUrl: `grpc://${authorityOf({ ...instance, port: grpcPort })}` }) };
    log.info(started, 'started');
    return started;
  };
  const start = async (): Promise<Started> => {
    // From the beginning: it may wait long for a server that is away, and answers before it is registered.
    uninstall = closeOnSignals(parts, close);
    try {
      return await begin();
    } catch (error) {
      await close();
      // A process that a signal closed has ended here, and not by this error.
      await setImmediate();
      throw error;
    }
  };
  parts.shutdown.add('ingress', () => drainRequests(parts));
  parts.shutdown.add('clients', parts.discovery.close);
  return { start, close, onStart: (hook) => { startHooks.push(hook); }, announceGrpc: (port) => { grpcPort = port; } };
};

/**
 * Leaves discovery and goes on answering, until callers have seen it. Those that watch Consul close their connections then: an idle
 * connection that is closed from here could have a request under way. DNS tells nobody, so there the whole time is waited.
 */
const leave = async (registration: Registration, { config, connections }: LifetimeParts): Promise<void> => {
  const end = Date.now() + config.DRAIN_MS;
  await registration.deregister();
  if (config.DISCOVERY === 'static') return;
  await delay(Math.min(settleTime, config.DRAIN_MS));
  while (Date.now() < end && (config.DISCOVERY === 'dns' || connections.open() > 0)) await delay(connectionCheck);
};

/** Answers what is in hand and closes idle connections; after the grace what is left is cut off. */
const drainRequests = async ({ app, config, log }: LifetimeParts): Promise<void> => {
  const timer = setTimeout(() => {
    log.warn('requests in hand are cut off: the grace is over');
    app.server.closeAllConnections();
  }, config.SHUTDOWN_GRACE_MS);
  await app.close();
  clearTimeout(timer);
};

const instanceOf = ({ name, instanceId, config, app }: LifetimeParts, grpcPort: number | undefined): Instance => {
  const { port } = app.server.address() as AddressInfo;
  const everywhere = config.HOST === '0.0.0.0' || config.HOST === '::';
  return { id: instanceId, name, address: config.ADVERTISE_HOST ?? (everywhere ? hostname() : config.HOST), port, tags: grpcPort === undefined ? [] : [grpcTag(grpcPort)] };
};

const closeOnSignals = ({ config, log }: LifetimeParts, close: () => Promise<void>): (() => void) => {
  const delayUntilKill = config.DRAIN_MS + config.SHUTDOWN_GRACE_MS + closingTime;
  const { uninstall } = closeWithGrace({ delay: delayUntilKill, logger: log }, async ({ err, signal }) => {
    if (err !== undefined) log.fatal({ err }, 'closing after an error that nobody caught');
    else log.info({ signal }, 'closing');
    await close();
  });
  return uninstall;
};
