import { createOutliers } from '../discovery/outliers.ts';
import type { RouteContract, RouteInput, RouteOutput, ServiceContract } from '../contract/contract.ts';
import type { Service } from '../service/service.ts';
import { createCaller, type CallInput, type CallOptions } from './caller.ts';
import { targetMetrics } from './client-metrics.ts';
import { createGuard } from './guard.ts';
import { createTransport } from './transport.ts';

/** One method a route. Resolves to a declared answer; throws `ServiceUnavailable`, `DeadlineExceeded` or `UnexpectedResponse`. */
export type Client<Contract extends ServiceContract> = {
  readonly [Name in keyof Contract['routes']]: Method<Contract['routes'][Name]>;
};
type Method<Route extends RouteContract> = (input: RouteInput<Route>, options?: CallOptions<RouteOutput<Route>>) => Promise<RouteOutput<Route>>;

export type ClientOptions = {
  /** Time for a call, retries included. Default: `CLIENT_TIMEOUT_MS`. */
  readonly timeoutMs?: number;
  /** Tries in all, where repeating is safe. Default 3. */
  readonly attempts?: number;
  /** Calls in flight, and calls that may wait for a place. Default 100 and 200. */
  readonly bulkhead?: { readonly limit: number; readonly queue: number };
};

/** The parts of a `Service` that a client needs. */
export type ClientHost = Pick<Service, 'config' | 'discovery' | 'log' | 'metrics' | 'onClose' | 'tracing'>;

/** A guarded client of another service: discovered, balanced, one deadline, retry where safe and within a budget, circuit breaker, bulkhead, metrics, trace. */
export const createClient = <const Contract extends ServiceContract>(host: ClientHost, contract: Contract, options: ClientOptions = {}): Client<Contract> => {
  const { config, log } = host;
  const target = contract.name;
  const metrics = targetMetrics(host.metrics, target);
  const guard = createGuard({
    target,
    threshold: config.BREAKER_THRESHOLD,
    halfOpenAfterMs: config.BREAKER_HALF_OPEN_AFTER_MS,
    attempts: options.attempts ?? 3,
    bulkhead: options.bulkhead ?? { limit: 100, queue: 200 },
    onBreakerState: (state) => { metrics.breaker(state); log.warn({ target, state }, 'circuit breaker changed'); },
    onRetry: metrics.retried,
  });
  const outliers = createOutliers({ onEject: (instance, forMs) => { metrics.ejected(); log.warn({ target, instance, forMs }, 'an instance fails; it is left out for a while'); } });
  const transport = createTransport(host.discovery.watch(target), outliers);
  host.onClose('clients', transport.close);
  const call = createCaller({ target, guard, transport, metrics, tracing: host.tracing, timeoutMs: options.timeoutMs ?? config.CLIENT_TIMEOUT_MS });
  const methods = Object.entries(contract.routes).map(([name, route]) => [name, (input: CallInput, how?: CallOptions<unknown>) => call(route, input, how ?? {})]);
  return Object.fromEntries(methods) as Client<Contract>;
};
