import { randomBytes } from 'node:crypto';
import type { ServiceConfig } from '../../chassis/src/config/config.ts';
import type { ConfigOf, ConfigShape, Environment } from '../../chassis/src/config/load-config.ts';
import { createDiscovery } from '../../chassis/src/discovery/create-discovery.ts';
import { createHealth } from '../../chassis/src/health/health.ts';
import type { Readiness } from '../../chassis/src/health/health.ts';
import { createLoggers } from '../../chassis/src/logs/logger.ts';
import { createMetrics } from '../../chassis/src/metrics/metrics.ts';
import type { Service } from '../../chassis/src/service/service.ts';
import { createShutdown } from '../../chassis/src/shutdown/shutdown.ts';
import { createTracing } from '../../chassis/src/tracing/create-tracing.ts';
import { hostConfig } from './host-config.ts';

type Parts = Pick<Service, 'name' | 'instanceId' | 'log' | 'metrics' | 'tracing' | 'discovery' | 'readiness' | 'onStart' | 'onClose'>;

/** What clients, bus and store of the chassis stand on, in a process whose HTTP is its own framework's. */
export interface Host<Config extends ServiceConfig = ServiceConfig> extends Parts {
  readonly config: Config;
  /** Connects what was added: the broker, the store. A service that only calls others need not. */
  readonly start: () => Promise<void>;
  /** Finishes what is in hand and disconnects. A second call waits for the first. Signals are the framework's business. */
  readonly close: () => Promise<void>;
  /** The state of everything that was added, for a health route of the framework. */
  readonly health: () => Promise<Readiness>;
}

export interface HostOptions<Shape extends ConfigShape> {
  /** The name under which the service is traced and logged. */
  readonly name: string;
  /** Variables beside those that every service has: `busConfig`, `postgresConfig`. */
  readonly config?: Shape;
  /** Default: `process.env`. */
  readonly env?: Environment;
}

/** The chassis beside a framework. Nothing listens, and nothing is connected before `start()`. @throws ConfigError for an environment that does not fit */
export const createHost = <const Shape extends ConfigShape = ConfigShape>({ name, config: shape, env = process.env }: HostOptions<Shape>): Host<ServiceConfig & ConfigOf<Shape>> => {
  const config = hostConfig(shape ?? ({} as Shape), env);
  const instanceId = `${name}-${randomBytes(6).toString('hex')}`;
  const { log } = createLoggers({ service: name, instance: instanceId, level: config.LOG_LEVEL });
  const tracing = createTracing({ service: name, version: '0.0.0', instance: instanceId, config });
  const [metrics, health, discovery, shutdown] = [createMetrics(name), createHealth(), createDiscovery(config, log), createShutdown(log)];
  const startHooks: (() => Promise<void> | void)[] = [];
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    health.drain();
    return (closing ??= shutdown.run());
  };
  health.add('discovery', discovery.check);
  shutdown.add('clients', discovery.close);
  shutdown.add('telemetry', tracing.close);
  return {
    name, instanceId, config, log, metrics, tracing, discovery, close,
    readiness: health.add,
    health: health.readiness,
    onStart: (hook) => { startHooks.push(hook); },
    onClose: shutdown.add,
    start: () => runAll(startHooks, close),
  };
};

/** One after the other; what is open is closed again when one fails. */
const runAll = async (hooks: readonly (() => Promise<void> | void)[], close: () => Promise<void>): Promise<void> => {
  try {
    for (const hook of hooks) await hook();
  } catch (error) {
    await close();
    throw error;
  }
};
