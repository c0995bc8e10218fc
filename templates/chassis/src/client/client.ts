import type { RouteContract, RouteInput, RouteOutput, ServiceContract } from '../contract/contract.ts';
import { createCaller, type CallInput, type CallOptions } from './caller.ts';
import { guardTarget, type ClientOptions } from './guarded-target.ts';
import { onePerTarget, targetOf, type ClientHost } from './target.ts';
import { createTransport } from './transport.ts';

/** One method a route. Resolves to a declared answer; throws `ServiceUnavailable`, `DeadlineExceeded` or `UnexpectedResponse`. */
export type Client<Contract extends ServiceContract> = {
  readonly [Name in keyof Contract['routes']]: Method<Contract['routes'][Name]>;
};
type Method<Route extends RouteContract> = (input: RouteInput<Route>, options?: CallOptions<RouteOutput<Route>>) => Promise<RouteOutput<Route>>;

const transportOf = onePerTarget((host, target) => {
  const transport = createTransport(host.discovery.watch(target), targetOf(host, target).outliers);
  host.onClose('clients', transport.close);
  return transport;
});

/** A guarded client of another service: discovered, balanced, one deadline, retry where safe and within a budget, circuit breaker, bulkhead, metrics, trace. */
export const createClient = <const Contract extends ServiceContract>(host: ClientHost, contract: Contract, options: ClientOptions = {}): Client<Contract> => {
  const call = createCaller({ ...guardTarget(host, contract.name, options), transport: transportOf(host, contract.name), tracing: host.tracing });
  const methods = Object.entries(contract.routes).map(([name, route]) => [name, (input: CallInput, how?: CallOptions<unknown>) => call(route, input, how ?? {})]);
  return Object.fromEntries(methods) as Client<Contract>;
};
