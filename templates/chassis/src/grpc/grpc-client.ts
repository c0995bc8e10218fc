import type { CallOptions } from '../client/caller.ts';
import { guardTarget, type ClientOptions } from '../client/guarded-target.ts';
import { onePerTarget, targetOf, type ClientHost } from '../client/target.ts';
import type { GrpcContract, GrpcMethods } from '../contract/grpc-contract.ts';
import { createGrpcCaller } from './grpc-caller.ts';
import { createGrpcTransport } from './grpc-transport.ts';
import { loadContract } from './load-contract.ts';

/** One method an rpc. Resolves to its message; throws `GrpcRefused`, `ServiceUnavailable`, `DeadlineExceeded` or `UnexpectedResponse`. */
export type GrpcClient<Definition extends object> = {
  readonly [Name in keyof GrpcMethods<Definition>]: Method<GrpcMethods<Definition>[Name]['given'], GrpcMethods<Definition>[Name]['read']>;
};
type Method<Given, Read> = (message: Given, options?: CallOptions<Read>) => Promise<Read>;

const transportOf = onePerTarget((host, target) => {
  const transport = createGrpcTransport(host.discovery.watch(target, 'grpc'), targetOf(host, target).outliers);
  host.onClose('clients', transport.close);
  return transport;
});

/**
 * A client over gRPC with the guards of `createClient`: discovered, balanced, one deadline, retry where safe and within a budget, circuit breaker, bulkhead, metrics, trace.
 * @throws InvalidProto
 */
export const createGrpcClient = <Definition extends object>(host: ClientHost, contract: GrpcContract<Definition>, options: ClientOptions = {}): GrpcClient<Definition> => {
  const { methods } = loadContract(contract);
  const parts = { ...guardTarget(host, contract.name, options), transport: transportOf(host, contract.name), tracing: host.tracing };
  const calls = [...methods].map(([name, method]) => {
    const call = createGrpcCaller(parts, method);
    return [name, (message: object, how?: CallOptions<unknown>) => call(message, how ?? {})];
  });
  return Object.fromEntries(calls) as GrpcClient<Definition>;
};
