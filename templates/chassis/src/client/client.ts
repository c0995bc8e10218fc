import type { RouteContract, RouteInput, RouteOutput, ServiceContract } from '../contract/contract.ts';
import { createCaller, type CallInput, type CallOptions } from './caller.ts';
import { createGuard } from './guard.ts';
import { targetOf, type ClientHost } from './target.ts';

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

/**
 * A guarded client of another service: discovered, balanced, one deadline, retry where safe and within a budget, circuit breaker, bulkhead, metrics, trace.
 * Several clients of one target have places of their own (bulkhead), and one circuit.
 */
export const createClient = <const Contract extends ServiceContract>(host: ClientHost, contract: Contract, options: ClientOptions = {}): Client<Contract> => {
  const target = contract.name;
  const { breaker, budget, transport, metrics } = targetOf(host, target);
  const guard = createGuard({ target, breaker, budget, attempts: options.attempts ?? 3, bulkhead: options.bulkhead ?? { limit: 100, queue: 200 }, onRetry: metrics.retried });
  const call = createCaller({ target, guard, transport, metrics, tracing: host.tracing, timeoutMs: options.timeoutMs ?? host.config.CLIENT_TIMEOUT_MS });
  const methods = Object.entries(contract.routes).map(([name, route]) => [name, (input: CallInput, how?: CallOptions<unknown>) => call(route, input, how ?? {})]);
  return Object.fromEntries(methods) as Client<Contract>;
};
